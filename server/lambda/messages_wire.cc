// Decoding, encoding and the member gate of the operations on functions.
#include "db/request/member_gate.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"
#include "server/lambda/fields.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(server::CreateFunctionRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(server::UpdateFunctionConfigurationRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(server::UpdateFunctionCodeRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(server::PutFunctionEventInvokeConfigRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(server::TagResourceRequest);

namespace wire {

template absl::StatusOr<server::CreateFunctionRequest> Decode(
    std::string_view, ParameterGate<server::CreateFunctionRequest>);
template absl::StatusOr<server::UpdateFunctionConfigurationRequest> Decode(
    std::string_view, ParameterGate<server::UpdateFunctionConfigurationRequest>);
template absl::StatusOr<server::UpdateFunctionCodeRequest> Decode(
    std::string_view, ParameterGate<server::UpdateFunctionCodeRequest>);
template absl::StatusOr<server::PutFunctionEventInvokeConfigRequest> Decode(
    std::string_view, ParameterGate<server::PutFunctionEventInvokeConfigRequest>);
template absl::StatusOr<server::TagResourceRequest> Decode(
    std::string_view, ParameterGate<server::TagResourceRequest>);

template void Encode(const server::FunctionConfiguration&, std::string&);
template void Encode(const server::GetFunctionResult&, std::string&);
template void Encode(const server::ListFunctionsResult&, std::string&);
template void Encode(const server::ListVersionsByFunctionResult&, std::string&);
template void Encode(const server::FunctionEventInvokeConfig&, std::string&);
template void Encode(const server::ListFunctionEventInvokeConfigsResult&, std::string&);
template void Encode(const server::ListTagsResult&, std::string&);

}  // namespace wire
}  // namespace stator
