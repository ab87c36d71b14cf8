using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>What is known about one value of the program; null stands for "nothing", and rules stay silent on it.</summary>
internal abstract class Value;

/// <summary>A string known while compiling, and the expression that a finding about it points at.</summary>
internal sealed class Text(string value, SyntaxNode syntax) : Value
{
    public string Value { get; } = value;
    public SyntaxNode Syntax { get; } = syntax;
}

/// <summary>The literal null.</summary>
internal sealed class Null : Value
{
    public static Null Instance { get; } = new();
}

/// <summary>An array or list whose elements are known; an unknown element is null.</summary>
internal sealed class Items(ImmutableArray<Value?> elements, bool isLiteral = true, bool isExact = true) : Value
{
    /// <summary>False after branches or loops that add different elements.</summary>
    public bool IsExact { get; } = isExact;

    public ImmutableArray<Value?> Elements { get; } = elements;

    /// <summary>Whether the program spells the elements out.</summary>
    public bool IsLiteral { get; } = isLiteral;

    public Items With(Value? element) => new(Elements.Add(element), IsLiteral, IsExact);
}

/// <summary>An <c>InputOutputColumnPair</c>.</summary>
internal sealed class Pair(Text output, Text input) : Value
{
    public Text Output { get; } = output;
    public Text Input { get; } = input;
}

/// <summary>An object with named members: an options class, a tuple.</summary>
internal sealed class Members(ImmutableDictionary<string, Value> values, SyntaxNode syntax, ITypeSymbol? type) : Value
{
    public ImmutableDictionary<string, Value> Values { get; } = values;
    public SyntaxNode Syntax { get; } = syntax;
    public ITypeSymbol? Type { get; } = type;

    public Members With(string name, Value? value) =>
        new(value is null ? Values.Remove(name) : Values.SetItem(name, value), Syntax, Type);
}

/// <summary>Rows with their columns, and the transformers that made some of the columns.</summary>
internal sealed class View(Rows rows, Schema schema, ImmutableArray<Transformer> applied) : Value
{
    public Rows Rows { get; } = rows;
    public Schema Schema { get; } = schema;
    public ImmutableArray<Transformer> Applied { get; } = applied;

    public View WithRows(Rows rows) => new(rows, Schema, Applied);
}

/// <summary>The schema of a view.</summary>
internal sealed class SchemaOf(View view) : Value
{
    public View View { get; } = view;
}

/// <summary>A loader whose columns are known.</summary>
internal sealed class Loader(Schema schema, INamedTypeSymbol? rowType) : Value
{
    public Schema Schema { get; } = schema;
    public INamedTypeSymbol? RowType { get; } = rowType;
}

/// <summary>The two halves of a split.</summary>
internal sealed class Split(View whole, SyntaxNode site, bool isFold) : Value
{
    public View Whole { get; } = whole;
    public SyntaxNode Site { get; } = site;
    public bool IsFold { get; } = isFold;

    public View Train => Whole.WithRows(Whole.Rows.Cut(new Cut(IsFold ? CutKind.FoldTrain : CutKind.Train, Site)));
    public View Test => Whole.WithRows(Whole.Rows.Cut(new Cut(IsFold ? CutKind.FoldTest : CutKind.Test, Site)));
}

/// <summary>The folds of a cross-validation split.</summary>
internal sealed class Folds(Split each) : Value
{
    public Split Each { get; } = each;
}

/// <summary>A chain of steps. An open chain has steps that are not known.</summary>
internal sealed class Estimator(ImmutableArray<Step> steps, bool isOpen) : Value
{
    public Estimator(ImmutableArray<Step> steps) : this(steps, steps.Any(static s => s.IsOpaque))
    {
    }

    public static Estimator Unknown { get; } = new([Step.Opaque]);

    public ImmutableArray<Step> Steps { get; } = steps;
    public bool IsOpen { get; } = isOpen;

    public Step? Trainer => Steps.LastOrDefault(static s => s.Trainer is not null);

    public Estimator Append(Estimator next) => new(Steps.AddRange(next.Steps), IsOpen || next.IsOpen);
}

/// <summary>A fitted chain; <see cref="FittedOn"/> is null for a model that was loaded or came from outside.</summary>
internal sealed class Transformer(Estimator estimator, View? fittedOn, SyntaxNode site, ImmutableArray<Transformer> parts = default,
    bool isChosenFold = false) : Value
{
    public Estimator Estimator { get; } = estimator;
    public View? FittedOn { get; } = fittedOn;
    public SyntaxNode Site { get; } = site;

    /// <summary>Whether it is the best of several folds.</summary>
    public bool IsChosenFold { get; } = isChosenFold;

    /// <summary>The transformers that were put together, each with what it was fitted on.</summary>
    public ImmutableArray<Transformer> Parts => parts.IsDefaultOrEmpty ? [this] : parts;
}

/// <summary>The results of cross-validation, or one of them.</summary>
internal sealed class FoldResults(Estimator estimator, View data, bool isOne, bool isChosen, SyntaxNode site) : Value
{
    public Estimator Estimator { get; } = estimator;
    public View Data { get; } = data;
    public bool IsOne { get; } = isOne;

    /// <summary>Whether an ordering by the score decided which comes first.</summary>
    public bool IsChosen { get; } = isChosen;
    public SyntaxNode Site { get; } = site;
}

/// <summary>A prediction engine.</summary>
internal sealed class Engine(Transformer model) : Value
{
    public Transformer Model { get; } = model;
}

/// <summary>The metrics of one evaluation, or a number of them.</summary>
internal sealed class Metrics(EvaluateEvent source) : Value
{
    public EvaluateEvent Source { get; } = source;
}

/// <summary>A lambda, a local function, or a method that is not called but passed on.</summary>
internal sealed class Function(IMethodSymbol symbol, IOperation body) : Value
{
    public IMethodSymbol Symbol { get; } = symbol;
    public IOperation Body { get; } = body;
    public bool IsLambda => Symbol.MethodKind == MethodKind.AnonymousFunction;
}

/// <summary>One of several values: the branches of a condition.</summary>
internal sealed class Choice(ImmutableArray<Value> values) : Value
{
    public ImmutableArray<Value> Values { get; } = values;
}
