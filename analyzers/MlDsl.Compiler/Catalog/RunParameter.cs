using System.Reflection;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>A parameter of an operator's Run method.</summary>
/// <param name="Type">Its type: a tensor, or a span of tensors.</param>
/// <param name="Element">A tensor's element, possibly a type parameter; null where any will do.</param>
/// <param name="IsMany">Whether it takes all that are left.</param>
/// <param name="IsResult">Whether it is an output.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record RunParameter(Type Type, Type? Element, bool IsMany, bool IsResult, bool IsOptional)
{
    public static MethodInfo Method(Type type) => type.GetMethod("Run") ?? throw new InvalidOperationException($"{type} has no method Run");

    public static RunParameter[] Of(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. Method(type).GetParameters().Select(parameter => Of(parameter, nullability))];
    }

    private static RunParameter Of(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        Type type = parameter.ParameterType;
        bool isMany = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);
        Type tensor = isMany ? type.GetGenericArguments()[0] : type;
        bool isOptional = !isMany && (parameter.HasDefaultValue || nullability.Create(parameter).WriteState == NullabilityState.Nullable);
        return new(type, tensor == typeof(Tensor) ? null : tensor.GetGenericArguments()[0], isMany, parameter.IsDefined(typeof(ResultAttribute)), isOptional);
    }
}
