using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>One output of a step and the inputs it is made from.</summary>
internal readonly record struct Mapping(Text Output, ImmutableArray<Text> Inputs);

/// <summary>One call that adds a step to a chain, with what its arguments say.</summary>
internal sealed class Step(IInvocationOperation? site)
{
    /// <summary>Stands for steps that are not known.</summary>
    public static Step Opaque { get; } = new(null);

    /// <summary>The call; null for steps that are not known.</summary>
    public IInvocationOperation? Site { get; } = site;
    public Transform? Transform { get; init; }
    public Trainer? Trainer { get; init; }
    public bool IsCache { get; init; }

    /// <summary>A calibrator gives a binary model its probability.</summary>
    public bool IsCalibrator { get; init; }

    /// <summary>Whether all column names are known.</summary>
    public bool IsKnown { get; init; }
    public ImmutableArray<Mapping> Mappings { get; init; } = [];

    /// <summary>The columns that are dropped or kept; of a trainer those that it reads beside its features and label.</summary>
    public ImmutableArray<Text> Names { get; init; } = [];
    /// <summary>What a custom mapping adds.</summary>
    public Schema? Adds { get; init; }
    public Text? Label { get; init; }
    public Text? Features { get; init; }
    public Text? Group { get; init; }

    /// <summary>The other arguments, and the members of an options object, by name.</summary>
    public IReadOnlyDictionary<string, Value> Arguments { get; init; } = ImmutableDictionary<string, Value>.Empty;

    public string Method => Site?.TargetMethod.Name ?? "";

    public bool IsOpaque => Site is null;

    /// <summary>What fitting this call learns; some transforms learn nothing when told the values.</summary>
    public State State
    {
        get
        {
            if (Trainer is not null) return State.Supervised;
            if (IsCalibrator) return State.Learned;
            return Transform switch
            {
                null => State.None,
                { Method: "ReplaceMissingValues" } when Constant("replacementMode") is not { } mode || mode == 0 => State.None,
                { Method: "MapValueToKey" } when Arguments.ContainsKey("keyData") => State.None,
                _ => Transform.State,
            };
        }
    }

    /// <summary>The value of a number or enum argument, given or by default.</summary>
    public long? Constant(string name)
    {
        foreach (IArgumentOperation argument in Site?.Arguments ?? [])
            if (argument.Parameter?.Name == name)
                return argument.Value.ConstantValue is { HasValue: true, Value: IConvertible number } && number is not string
                    ? Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) : null;
        return null;
    }

    /// <summary>Whether the call has an argument of this name, known or not.</summary>
    public bool Has(string name) => Site?.Arguments.Any(a => a.Parameter?.Name == name) == true;

    /// <summary>Where a finding about the call itself points: the method's name.</summary>
    public Location Place => Site?.NameLocation() ?? Location.None;

    /// <summary>The input columns, with the places that name them.</summary>
    public IEnumerable<Text> Inputs()
    {
        foreach (Mapping mapping in Mappings)
            foreach (Text input in mapping.Inputs) yield return input;
    }
}

internal static class InvocationPlaces
{
    /// <summary>The place of the called method's name.</summary>
    public static Location NameLocation(this IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
        _ => operation.Syntax.GetLocation(),
    };

    /// <summary>The place of the called method's name, for a call known by its syntax.</summary>
    public static Location NameLocation(this SyntaxNode call) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }
            ? member.Name.GetLocation() : call.GetLocation();

    /// <summary>The operation that holds all others of the body.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    /// <summary>Whether a node is a loop that runs a part of it in every turn; what a <c>foreach</c> goes over is asked for once.</summary>
    public static bool IsLoop(this SyntaxNode node, SyntaxNode part) => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
        || node is CommonForEachStatementSyntax each && !each.Expression.Span.Contains(part.Span);

    /// <summary>The operation that a conversion was put around.</summary>
    public static IOperation WithoutConversion(this IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>The operation of the argument for a parameter; null where the call does not name it.</summary>
    public static IOperation? Argument(this IOperation operation, string parameter)
    {
        if (operation is not IInvocationOperation call) return null;
        foreach (IArgumentOperation argument in call.Arguments)
            if (argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue) return argument.Value;
        return null;
    }
}
