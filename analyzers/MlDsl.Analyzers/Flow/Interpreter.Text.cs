using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Names as programs put them together, and what programs ask of them.</summary>
internal sealed partial class Interpreter
{
    private static Value? Combine(IBinaryOperation operation, Value? left, Value? right)
    {
        switch (operation.OperatorKind)
        {
            case BinaryOperatorKind.Add when left is Text a && right is Text b && operation.Type?.SpecialType == SpecialType.System_String:
                return new Text(a.Value + b.Value, operation.Syntax);
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                return AreEqual(left, right) is { } equal ? new Flag(equal == (operation.OperatorKind == BinaryOperatorKind.Equals)) : null;
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr:
                bool decides = operation.OperatorKind == BinaryOperatorKind.ConditionalOr;
                if (left is Flag one && one.Holds == decides || right is Flag two && two.Holds == decides) return new Flag(decides);
                return left is Flag && right is Flag ? new Flag(!decides) : null;
            default:
                return null;
        }
    }

    private static bool? AreEqual(Value? left, Value? right) => (left, right) switch
    {
        (Text a, Text b) => a.Value == b.Value,
        (Text, Null) or (Null, Text) => false,
        (TypeValue a, TypeValue b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type),
        _ => null,
    };

    private Text? Interpolated(IInterpolatedStringOperation text)
    {
        var whole = new StringBuilder();
        bool isKnown = true;
        foreach (IInterpolatedStringContentOperation part in text.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text: { ConstantValue: { HasValue: true, Value: string literal } } }:
                    whole.Append(literal);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole when Eval(hole.Expression) is Text inside:
                    whole.Append(inside.Value);
                    break;
                default:
                    isKnown = false;
                    if (part is IInterpolationOperation unknown) Eval(unknown.Expression);
                    break;
            }
        }
        return isKnown ? new Text(whole.ToString(), text.Syntax) : null;
    }

    private Flag? Matches(IIsPatternOperation test)
    {
        Value? value = Eval(test.Value);
        Bind(test.Pattern, value);
        Eval(test.Pattern);
        return value is Text text && Matches(test.Pattern, text.Value) is { } holds ? new Flag(holds) : null;
    }

    private static bool? Matches(IPatternOperation pattern, string text) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: string or null } constant } => (string?)constant.Value == text,
        INegatedPatternOperation not => !Matches(not.Pattern, text),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Matches(either.LeftPattern, text) | Matches(either.RightPattern, text),
        IBinaryPatternOperation both => Matches(both.LeftPattern, text) & Matches(both.RightPattern, text),
        _ => null,
    };

    /// <summary>What a call into the library says of texts and types that are known.</summary>
    private static Value? Said(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        IMethodSymbol target = call.TargetMethod;
        if (instance is TypeValue { Type: INamedTypeSymbol type } && call.Arguments.IsEmpty) return MembersOf(type, target.Name, call.Syntax);
        if (target is { Name: "Combine" or "Join", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } }) return Path(call, arguments);
        if (target.ContainingType.SpecialType != SpecialType.System_String || instance is not Text text || call.Arguments.Count(static a => a.ArgumentKind != ArgumentKind.DefaultValue) != 1) return null;
        string? given = arguments.Values.FirstOrDefault() is Text other ? other.Value
            : call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: char one } ? one.ToString() : null;
        return (target.Name, given) switch
        {
            (_, null) => null,
            ("Contains", _) => new Flag(text.Value.Contains(given)),
            ("StartsWith", _) => new Flag(text.Value.StartsWith(given, StringComparison.Ordinal)),
            ("EndsWith", _) => new Flag(text.Value.EndsWith(given, StringComparison.Ordinal)),
            ("Equals", _) => new Flag(text.Value == given),
            ("Split", _) when given.Length > 0 => new Items([.. text.Value.Split([given], StringSplitOptions.None).Select(part => (Value?)new Text(part, text.Syntax))]),
            _ => null,
        };
    }

    private static Text? Path(IInvocationOperation call, Dictionary<string, Value> arguments)
    {
        var parts = arguments.Values.SelectMany(static v => v is Items { IsExact: true } items ? items.Elements : [v]).ToList();
        return parts.Count >= call.Arguments.Length && parts.All(static p => p is Text) ? new Text(string.Join("/", parts.Select(static p => ((Text)p!).Value)), call.Syntax) : null;
    }

    // The members of a class, as reflection lists them.
    private static Items? MembersOf(INamedTypeSymbol type, string method, SyntaxNode syntax)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || method is not ("GetProperties" or "GetFields")) return null;
        var members = RowSchema.ReadMembers(type).Where(m => m.Kind == (method == "GetFields" ? SymbolKind.Field : SymbolKind.Property));
        return new Items([.. members.Select(member => (Value?)new Members(ImmutableDictionary<string, Value>.Empty, syntax, null)
            .With("Name", new Text(member.Name, syntax))
            .With(method == "GetFields" ? "FieldType" : "PropertyType", RowSchema.MemberType(member) is { } of ? new TypeValue(of) : null))]);
    }
}
