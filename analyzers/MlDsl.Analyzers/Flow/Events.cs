using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Something a rule may want to know: a call into ML.NET with what reached it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Stack">The calls that led from the method under analysis to the one that holds the call; empty for its own.</param>
internal abstract record FlowEvent(IOperation Call, ImmutableArray<IInvocationOperation> Stack)
{
    /// <summary>The position in the order of the walk.</summary>
    public int Order { get; set; }

    /// <summary>Tells apart the events of one call that may have one of several values.</summary>
    public int Variant { get; init; }

    /// <summary>Whether the call is inside a loop or a lambda that runs more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>The call in the method under analysis that leads here: the call itself, or the outermost of the stack.</summary>
    public IOperation Root => Stack.IsEmpty ? Call : Stack[0];

    /// <summary>The place of an argument of the call when it is in the method under analysis, else the call that leads to it.</summary>
    public Location PlaceOf(string parameter) =>
        Stack.IsEmpty && Call.Argument(parameter) is { } argument ? argument.Syntax.GetLocation() : Root.NameLocation();
}

internal sealed record LoadEvent(IOperation Call, ImmutableArray<IInvocationOperation> Stack, View View) : FlowEvent(Call, Stack);

internal sealed record SplitEvent(IOperation Call, ImmutableArray<IInvocationOperation> Stack, Split Split, Text? SamplingKey,
    bool KeyIsKnown)
    : FlowEvent(Call, Stack);

internal sealed record ShuffleEvent(IOperation Call, ImmutableArray<IInvocationOperation> Stack, View View) : FlowEvent(Call, Stack);

internal sealed record FitEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Estimator Estimator, View Data, View? Validation, Transformer Model)
    : FlowEvent(Call, Stack);

internal sealed record TransformEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Transformer Model, View Input) : FlowEvent(Call, Stack);

internal sealed record EvaluateEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, MlTask Task, View Data, ImmutableDictionary<string, Text> Columns)
    : FlowEvent(Call, Stack)
{
    /// <summary>The last transformer that scored the rows.</summary>
    public Transformer? Model => Data.Applied.LastOrDefault(static t => t.Estimator.Trainer is not null || t.Estimator.IsOpen);
}

internal sealed record CrossValidateEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, MlTask Task, Estimator Estimator, View Data, Text? SamplingKey,
        bool KeyIsKnown)
    : FlowEvent(Call, Stack);

internal sealed record ImportanceEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Transformer? Model, View Data) : FlowEvent(Call, Stack);

internal sealed record ExperimentEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, View Data, View? Validation) : FlowEvent(Call, Stack)
{
    /// <summary>The label, where it is a column of the rows as they are given.</summary>
    public Text? Label { get; init; }
}

internal sealed record SaveEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Value? Model, Value? Schema) : FlowEvent(Call, Stack);

internal sealed record ExportEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Transformer Model) : FlowEvent(Call, Stack);

internal sealed record EngineEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Transformer? Model, INamedTypeSymbol Input, INamedTypeSymbol Output)
    : FlowEvent(Call, Stack)
{
    /// <summary>The columns that the engine's input brings.</summary>
    public required Schema Brought { get; init; }
}

/// <summary>A comparison, ordering or maximum over the scores of an evaluation.</summary>
internal sealed record SelectionEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, EvaluateEvent Source) : FlowEvent(Call, Stack);

/// <summary>One row is scored.</summary>
internal sealed record PredictEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, Transformer Model) : FlowEvent(Call, Stack);

/// <summary>A maximum or minimum over the scores of folds.</summary>
internal sealed record FoldChoiceEvent(
    IOperation Call, ImmutableArray<IInvocationOperation> Stack, FoldResults Results) : FlowEvent(Call, Stack);

/// <summary>All that was seen in one method and the methods it calls.</summary>
internal sealed class MethodFlow(ImmutableArray<FlowEvent> events, ImmutableDictionary<ISymbol, Value> fieldWrites, ImmutableDictionary<ISymbol, Value> given, Value? returned)
{
    private ImmutableArray<Training> trainings;

    private static readonly ImmutableDictionary<ISymbol, Value> Nothing = ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default);

    public static MethodFlow Empty { get; } = new([], Nothing, Nothing, null);

    /// <summary>A flow that does nothing but leave a value in a field or property.</summary>
    public static MethodFlow Of(ISymbol member, Value? value) => value is null ? Empty : new([], Nothing.Add(member, value), Nothing, null);

    public ImmutableArray<FlowEvent> Events { get; } = events;

    /// <summary>What the method leaves in the fields and properties it assigns.</summary>
    public ImmutableDictionary<ISymbol, Value> FieldWrites { get; } = fieldWrites;

    /// <summary>What the method gives to the constructors' parameters and the members of the objects that it makes.</summary>
    public ImmutableDictionary<ISymbol, Value> Given { get; } = given;
    public Value? Returned { get; } = returned;

    /// <summary>Every chain that is fitted.</summary>
    public ImmutableArray<Chain> Chains { get; } =
    [
        .. events.Select(static e => e switch
        {
            FitEvent fit => new Chain(fit, fit.Estimator, fit.Data),
            CrossValidateEvent cross => new Chain(cross, cross.Estimator, cross.Data),
            _ => null,
        }).OfType<Chain>(),
    ];

    /// <summary>Every trainer that is fitted.</summary>
    public ImmutableArray<Training> Trainings => trainings.IsDefault ? trainings = [.. Chains.SelectMany(Training.Of)] : trainings;

    public IEnumerable<T> All<T>() where T : FlowEvent => Events.OfType<T>();
}
