using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Features;

/// <summary>Formatting, parsing and comparing by the current culture: 1.5 is "1,5" on a Finnish server.</summary>
internal static class CultureUse
{
    private const string Provider = "pass CultureInfo.InvariantCulture", Ordinal = "pass StringComparison.Ordinal";

    private static readonly string[] CurrentCultures =
    [
        "System.Globalization.CultureInfo.CurrentCulture", "System.Globalization.CultureInfo.CurrentUICulture", "System.StringComparer.CurrentCulture",
        "System.StringComparer.CurrentCultureIgnoreCase", "System.Globalization.NumberFormatInfo.CurrentInfo", "System.Globalization.DateTimeFormatInfo.CurrentInfo",
    ];

    // Integers are the same in all cultures but for the sign, so only fractions and dates count.
    private static readonly string[] Sensitive =
    [
        "System.Single", "System.Double", "System.Decimal", "System.Half", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
    ];

    /// <summary>A member that stands for the current culture.</summary>
    public static Impurity? OfMember(IOperation operation, string name, string shown) =>
        Array.IndexOf(CurrentCultures, name) >= 0 ? Impurity.At(operation, $"the current culture ({shown})", "use the invariant culture or an ordinal comparer") : null;

    /// <summary>A call that falls back to the current culture because nothing else was given.</summary>
    public static Impurity? Of(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ContainingType is not { } owner || call.Arguments.Any(static a => GivesCulture(a))) return null;
        string type = owner.MetadataName(), shown = $"{owner.Name}.{method.Name}";
        return type switch
        {
            "System.String" => OfText(call, method, shown),
            "System.Char" when method is { Name: "ToUpper" or "ToLower" } => Impurity.At(call, $"the current culture ({shown})", $"use {method.Name}Invariant"),
            "System.Convert" when call.Arguments.Length == 1 && ConvertsText(call, method) => Impurity.At(call, $"the current culture ({shown})", Provider),
            _ when IsSensitive(owner) && method.Name is "Parse" or "TryParse" or "ParseExact" or "TryParseExact" or "ToString" or "TryFormat" =>
                IsSensitive(owner) && !IsRoundTrip(call) ? Impurity.At(call, $"the current culture ({shown})", Provider) : null,
            _ => null,
        };
    }

    /// <summary>An interpolation or a concatenation that formats a fraction or a date.</summary>
    public static Impurity? Of(IOperation operation) => operation switch
    {
        IInterpolationOperation hole when IsSensitive(Unwrap(hole.Expression).Type) && BecomesText(hole) =>
            Impurity.At(hole.Expression, "the current culture (an interpolated value)", "use FormattableString.Invariant or string.Create(CultureInfo.InvariantCulture, …)"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
            new[] { sum.LeftOperand, sum.RightOperand }.FirstOrDefault(static o => IsSensitive(Unwrap(o).Type)) is { } operand
                ? Impurity.At(operand, "the current culture (a value joined to text)", "use ToString(CultureInfo.InvariantCulture)")
                : null,
        _ => null,
    };

    private static Impurity? OfText(IInvocationOperation call, IMethodSymbol method, string shown)
    {
        switch (method.Name)
        {
            case "ToUpper" or "ToLower" when method.Parameters.Length == 0:
                return Impurity.At(call, $"the current culture ({shown})", $"use {method.Name}Invariant");
            case "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" when method.Parameters[0].Type.SpecialType == SpecialType.System_String:
            case "Compare" when method.Parameters[0].Type.SpecialType == SpecialType.System_String && call.Arguments.Length is 2 or 3:
            case "CompareTo":
                return Impurity.At(call, $"the current culture ({shown})", method.Name == "CompareTo" ? "use string.CompareOrdinal" : Ordinal);
            case "Format" or "Concat" when call.Arguments.SelectMany(Values).Any(static v => IsSensitive(Unwrap(v).Type)):
                return Impurity.At(call, $"the current culture ({shown})", Provider);
            default:
                return null;
        }
    }

    private static IEnumerable<IOperation> Values(IArgumentOperation argument) =>
        argument.Value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues : [argument.Value];

    // ToDouble("1.5") and ToString(1.5), but not ToInt32(true).
    private static bool ConvertsText(IInvocationOperation call, IMethodSymbol method) =>
        (IsSensitive(method.ReturnType) && Unwrap(call.Arguments[0].Value).Type?.SpecialType == SpecialType.System_String)
        || (method.Name == "ToString" && IsSensitive(Unwrap(call.Arguments[0].Value).Type));

    // The formats that are the same everywhere: dates as O, R, s, u.
    private static bool IsRoundTrip(IInvocationOperation call) =>
        call.TargetMethod is { Name: "ToString", ContainingType.Name: "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" }
        && call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: "O" or "o" or "R" or "r" or "s" or "u" } }];

    // An argument for a provider, a culture or a comparison that is not null: what it stands for is judged where it is written.
    private static bool GivesCulture(IArgumentOperation argument)
    {
        if (argument.IsImplicit || argument.ArgumentKind == ArgumentKind.DefaultValue) return false;
        if (argument.Value.ConstantValue is { HasValue: true, Value: null }) return false;
        return argument.Parameter?.Type.Name switch
        {
            "IFormatProvider" or "CultureInfo" => true,
            // StringComparison.CurrentCulture and CurrentCultureIgnoreCase are 0 and 1.
            "StringComparison" => argument.Value.ConstantValue is not { HasValue: true, Value: 0 or 1 },
            _ => false,
        };
    }

    // $"…" as FormattableString, or handed to a method that also takes a provider, is formatted by what is given there.
    private static bool BecomesText(IInterpolationOperation hole)
    {
        IOperation? text = hole.Parent;
        while (text is not null and not IInterpolatedStringOperation) text = text.Parent;
        if (text?.Type?.SpecialType is not SpecialType.System_String) return false;
        for (IOperation? outer = text.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IInterpolatedStringHandlerCreationOperation) return false;
            if (outer is IConversionOperation { Type.Name: "FormattableString" or "IFormattable" }) return false;
            if (outer.Syntax is StatementSyntax) return true;
        }
        return true;
    }

    private static IOperation Unwrap(IOperation operation) => operation is IConversionOperation { OperatorMethod: null } conversion ? Unwrap(conversion.Operand) : operation;

    private static bool IsSensitive(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type is INamedTypeSymbol named && Array.IndexOf(Sensitive, named.MetadataName()) >= 0;
    }
}
