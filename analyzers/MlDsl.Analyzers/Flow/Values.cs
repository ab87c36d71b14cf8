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

/// <summary>Something that was set to what is not known: neither its default nor anything else.</summary>
internal sealed class Unknown : Value
{
    public static Unknown Instance { get; } = new();
}

/// <summary>A condition whose outcome is known.</summary>
internal sealed class Flag(bool holds) : Value
{
    public bool Holds { get; } = holds;
}

/// <summary>A number known while compiling.</summary>
internal sealed class Number(long value) : Value
{
    public long Value { get; } = value;
}

/// <summary>A type that is spoken of as a value.</summary>
internal sealed class TypeValue(ITypeSymbol type) : Value
{
    public ITypeSymbol Type { get; } = type;
}

/// <summary>An object that whoever holds it may change. What is known of it is a value; which object it is, or may be, is told by its ids.</summary>
internal abstract class Changeable(ImmutableArray<object> ids) : Value
{
    public ImmutableArray<object> Ids { get; } = ids.IsDefault ? [new object()] : ids;
}

/// <summary>An array or list whose elements are known; an unknown element is null.</summary>
internal sealed class Items(ImmutableArray<Value?> elements, bool isLiteral = true, bool isExact = true, ImmutableArray<object> ids = default) : Changeable(ids)
{
    private const int MaximumAdded = 1024;

    /// <summary>False after branches or loops that add different elements.</summary>
    public bool IsExact { get; } = isExact;

    public ImmutableArray<Value?> Elements { get; } = elements;

    /// <summary>Whether the program spells the elements out.</summary>
    public bool IsLiteral { get; } = isLiteral;

    /// <summary>The same list with other elements; null when it has grown too long to be followed.</summary>
    public Items? With(ImmutableArray<Value?> others, bool isExact) =>
        others.Length > MaximumAdded ? null : new(others, IsLiteral, IsExact && isExact, Ids);

    /// <summary>The same list with one more element.</summary>
    public Items? With(Value? element) => With(Elements.Add(element), isExact: true);

    /// <summary>Another list of the same elements.</summary>
    public Items Copy() => new(Elements, IsLiteral, IsExact);
}

/// <summary>An <c>InputOutputColumnPair</c>.</summary>
internal sealed class Pair(Text output, Text input) : Value
{
    public Text Output { get; } = output;
    public Text Input { get; } = input;
}

/// <summary>An object with named members: an options class, a tuple.</summary>
internal sealed class Members(ImmutableDictionary<string, Value> values, SyntaxNode syntax, ITypeSymbol? type, ImmutableArray<object> ids = default) : Changeable(ids)
{
    /// <summary>The members that were set, those that are <see cref="Unknown"/> among them.</summary>
    public ImmutableDictionary<string, Value> Values { get; } = values;
    public SyntaxNode Syntax { get; } = syntax;
    public ITypeSymbol? Type { get; } = type;

    /// <summary>What is known of a member that was set.</summary>
    public Value? this[string name] => Values.TryGetValue(name, out Value? value) && value is not Unknown ? value : null;

    public Members With(string name, Value? value) => new(Values.SetItem(name, value ?? Unknown.Instance), Syntax, Type, Ids);
}

/// <summary>Rows with their columns, and the transformers that made some of the columns.</summary>
internal sealed class View(RowPart rows, Schema schema, ImmutableArray<Transformer> applied) : Value
{
    public RowPart Rows { get; } = rows;
    public Schema Schema { get; } = schema;
    public ImmutableArray<Transformer> Applied { get; } = applied;

    /// <summary>These columns over other rows; null where the rows have been narrowed too often to be followed.</summary>
    public View? WithRows(RowPart rows) => rows.Cuts.Length > MaximumParts ? null : new(rows, Schema, Applied);

    /// <summary>What <paramref name="model"/> makes of this view; null after too many models.</summary>
    public View? Through(Transformer model, Schema schema) => Applied.Length + model.Parts.Length > MaximumParts ? null
        : new(Rows, schema, Applied.AddRange(model.Parts));

    private const int MaximumParts = 64;
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

    public View? Train => Whole.WithRows(Whole.Rows.Cut(new Cut(IsFold ? CutKind.FoldTrain : CutKind.Train, Site)));
    public View? Test => Whole.WithRows(Whole.Rows.Cut(new Cut(IsFold ? CutKind.FoldTest : CutKind.Test, Site)));
}

/// <summary>The folds of a cross-validation split.</summary>
internal sealed class Folds(Split each) : Value
{
    public Split Each { get; } = each;
}

/// <summary>A chain of steps. An open chain has steps that are not known.</summary>
internal sealed class Estimator : Value
{
    private readonly Estimator? first, second;
    private ImmutableArray<Step> steps;

    public Estimator(ImmutableArray<Step> steps) => (this.steps, IsOpen) = (steps, steps.Any(static s => s.IsOpaque));

    private Estimator(Estimator first, Estimator second) => (this.first, this.second, IsOpen) = (first, second, first.IsOpen || second.IsOpen);

    public static Estimator Unknown { get; } = new([Step.Opaque]);

    /// <summary>The steps in their order, put together when somebody asks.</summary>
    public ImmutableArray<Step> Steps => steps.IsDefault ? steps = Flat() : steps;
    public bool IsOpen { get; }

    public Step? Trainer => Steps.LastOrDefault(static s => s.Trainer is not null);

    public Estimator Append(Estimator next) => new(this, next);

    private ImmutableArray<Step> Flat()
    {
        var flat = ImmutableArray.CreateBuilder<Step>();
        var open = new Stack<Estimator>();
        for (open.Push(this); open.Count > 0;)
        {
            Estimator next = open.Pop();
            if (!next.steps.IsDefault)
            {
                flat.AddRange(next.steps);
                continue;
            }
            open.Push(next.second!);
            open.Push(next.first!);
        }
        return flat.ToImmutable();
    }
}

/// <summary>A fitted chain; <see cref="FittedOn"/> is null for a model that was loaded or came from outside.</summary>
internal sealed class Transformer(Estimator estimator, View? fittedOn, SyntaxNode site, ImmutableArray<Transformer> parts = default,
    bool isChosenFold = false, bool isSeveral = false) : Value
{
    public Estimator Estimator { get; } = estimator;
    public View? FittedOn { get; } = fittedOn;
    public SyntaxNode Site { get; } = site;

    /// <summary>Whether it is the best of several folds.</summary>
    public bool IsChosenFold { get; } = isChosenFold;

    /// <summary>Whether it stands for several that have nothing but their kind in common.</summary>
    public bool IsSeveral { get; } = isSeveral;

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

    /// <summary>What the variables that a lambda captured held when the method that made it returned.</summary>
    public ImmutableArray<(ISymbol Variable, Value Value)> Captured { get; init; } = [];
}

/// <summary>One of several values: the branches of a condition.</summary>
internal sealed class Choice(ImmutableArray<Value> values) : Value
{
    public ImmutableArray<Value> Values { get; } = values;
}

/// <summary>What is known of a value that comes by either of two ways.</summary>
internal static class Values
{
    public const int MaximumChoices = 12;

    /// <summary>Either value; null when there are too many to follow.</summary>
    public static Value? Join(Value? left, Value? right)
    {
        if (left is null || right is null) return null;
        if (ReferenceEquals(left, right)) return left;
        if (left is Members one && right is Members two && !AreOfTwoClasses(one, two)) return Join(one, two);
        if (left is Items x && right is Items y)
            return new Items([.. x.Elements.Concat(y.Elements).Distinct()], x.IsLiteral && y.IsLiteral, isExact: false, Ids(x, y));
        if (left is Text a && right is Text b && a.Value == b.Value) return a;
        if (left is Number n && right is Number m && n.Value == m.Value) return n;
        var all = Alternatives(left).Concat(Alternatives(right)).Distinct().ToImmutableArray();
        return all.Length > MaximumChoices ? null : new Choice(all);
    }

    /// <summary>Either value, where something was set by both ways; <see cref="Unknown"/> where one of them, or what they have in common, is not known.</summary>
    public static Value Either(Value? left, Value? right) => left is Unknown || right is Unknown ? Unknown.Instance : Join(left, right) ?? Unknown.Instance;

    // The program's own classes differ in what their methods do; tuples and options in what they hold.
    private static bool AreOfTwoClasses(Members left, Members right) => left.Type is { } one && right.Type is { } two && !SymbolEqualityComparer.Default.Equals(one, two)
        && one is { TypeKind: TypeKind.Class, IsAnonymousType: false } && one.Locations.Any(static l => l.IsInSource);

    // Two entries of one shape: what is known of both. A member that only one has set is not the default of the other.
    private static Members Join(Members left, Members right)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Value>(left.Values.KeyComparer);
        foreach (string name in left.Values.Keys.Concat(right.Values.Keys))
            if (!values.ContainsKey(name)) values[name] = Join(left[name], right[name]) ?? Unknown.Instance;
        return new Members(values.ToImmutable(), left.Syntax, left.Type, Ids(left, right));
    }

    private static ImmutableArray<object> Ids(Changeable left, Changeable right) =>
        left.Ids.SequenceEqual(right.Ids) ? left.Ids : [.. left.Ids.Union(right.Ids)];

    public static IEnumerable<Value> Alternatives(Value? value) => value switch
    {
        null => [],
        Choice choice => choice.Values,
        _ => [value],
    };
}
