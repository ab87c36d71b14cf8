using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>An <c>InputOutputColumnPair</c>.</summary>
internal sealed class Pair(Text output, Text input) : Value
{
    public Text Output { get; } = output;
    public Text Input { get; } = input;
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

    /// <summary>Of a model that was loaded: the path, and the calls that led to where it stands.</summary>
    public (IOperation Path, ImmutableArray<IInvocationOperation> Stack)? File { get; init; }

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
