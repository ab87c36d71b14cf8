using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers;

/// <summary>Reads the arguments of attributes, whatever somebody has written there.</summary>
internal static class TypedConstants
{
    /// <summary>A single value; null for null, for an array, and for what does not compile.</summary>
    public static object? Single(this TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;

    public static string? Text(this TypedConstant constant) => constant.Single() as string;

    public static int? Number(this TypedConstant constant) => constant.Single() as int?;

    /// <summary>The numbers of an array; null where there is none, or something else in it.</summary>
    public static int[]? Numbers(this TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array || constant.IsNull || constant.Values.IsDefault) return null;
        var numbers = new int[constant.Values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (constant.Values[i].Number() is not { } number) return null;
            numbers[i] = number;
        }
        return numbers;
    }
}
