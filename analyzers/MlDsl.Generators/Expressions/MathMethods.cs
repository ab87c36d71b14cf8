using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Expressions;

/// <summary>A framework's method of numbers that is an op.</summary>
/// <param name="Operation">The op.</param>
/// <param name="CanThrow">Whether C# throws for some numbers.</param>
/// <param name="IsExported">Whether ONNX has an operator that gives the same.</param>
internal sealed record MathMethod(string Operation, bool CanThrow, bool IsExported);

/// <summary>The methods of <c>Math</c>, <c>MathF</c>, <c>float</c> and <c>double</c> that are ops.</summary>
internal static class MathMethods
{
    private static readonly string[] Owners = ["System.Math", "System.MathF", "System.Single", "System.Double"];

    // In double both the framework and ONNX Runtime call the C library, or are within a unit in the last place of it.
    private static readonly Dictionary<string, string> Exported = new(StringComparer.Ordinal)
    {
        ["Abs"] = "abs",
        ["Min"] = "min",
        ["Max"] = "max",
        ["Clamp"] = "clamp",
        ["Sign"] = "sign",
        ["Floor"] = "floor",
        ["Ceiling"] = "ceiling",
        ["Truncate"] = "truncate",
        ["Round"] = "round",
        ["Sqrt"] = "sqrt",
        ["Exp"] = "exp",
        ["Log"] = "log",
        ["Pow"] = "pow",
        ["Sin"] = "sin",
        ["Cos"] = "cos",
        ["IsNaN"] = "isNaN",
        ["IsFinite"] = "isFinite",
        ["IsInfinity"] = "isInfinity",
        ["Tanh"] = "tanh",
    };

    private static readonly Dictionary<string, string> Interpreted = new(StringComparer.Ordinal)
    {
        ["Tan"] = "tan",
        ["Asin"] = "asin",
        ["Acos"] = "acos",
        ["Atan"] = "atan",
        ["Atan2"] = "atan2",
        ["Sinh"] = "sinh",
        ["Cosh"] = "cosh",
        ["Asinh"] = "asinh",
        ["Acosh"] = "acosh",
        ["Atanh"] = "atanh",
        ["Cbrt"] = "cbrt",
        ["Log2"] = "log2",
        ["Log10"] = "log10",
        ["CopySign"] = "copySign",
        ["IEEERemainder"] = "ieeeRemainder",
    };

    /// <summary>The op of <paramref name="method"/>; null where it is none.</summary>
    public static MathMethod? Of(IMethodSymbol method)
    {
        if (!method.IsStatic || Array.IndexOf(Owners, method.ContainingType.MetadataName()) < 0) return null;
        // One type of number, and no other way of rounding: what Round and Log take beside it has no operator.
        if (method.Parameters.Select(static p => p.Type).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).Count() != 1) return null;
        if (StepType.Of(method.Parameters[0].Type) is not { IsArithmetic: true, IsNullable: false } type) return null;
        if (method.Name is "Round" or "Log" && method.Parameters.Length > 1) return null;
        bool canThrow = method.Name switch { "Abs" => type.Name is "int" or "long", "Sign" => type.IsFloating, "Clamp" => true, _ => false };
        if (Exported.TryGetValue(method.Name, out string operation)) return new MathMethod(operation, canThrow, type.Name != "ulong");
        return Interpreted.TryGetValue(method.Name, out operation) ? new MathMethod(operation, canThrow, false) : null;
    }
}
