using System.Collections;

namespace MlDsl;

/// <summary>One round of cross-validation: rows to fit on, and rows to evaluate on.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class Fold<TRow> where TRow : IRow<TRow>
{
    internal Fold(int index, TrainSet<TRow> train, ValidationSet<TRow> validation, long embargoed)
    {
        Index = index;
        Train = train;
        Validation = validation;
        Embargoed = embargoed;
    }

    /// <summary>The fold's place among the folds, from 0.</summary>
    public int Index { get; }

    /// <summary>The rows to fit on.</summary>
    public TrainSet<TRow> Train { get; }

    /// <summary>The rows to evaluate on.</summary>
    public ValidationSet<TRow> Validation { get; }

    /// <summary>The rows that belong to neither because they lie within the embargo before validation.</summary>
    public long Embargoed { get; }
}

/// <summary>The folds of a cross-validation, in order.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class Folds<TRow> : IReadOnlyList<Fold<TRow>> where TRow : IRow<TRow>
{
    /// <summary>The most folds: a row's fold is one byte.</summary>
    public const int Most = 200;

    private readonly Fold<TRow>[] folds;

    internal Folds(Fold<TRow>[] folds, SplitDescription description)
    {
        this.folds = folds;
        Description = description;
    }

    /// <summary>How the folds were made.</summary>
    public SplitDescription Description { get; }

    /// <summary>The number of folds.</summary>
    public int Count => folds.Length;

    /// <summary>The fold at <paramref name="index"/>, from 0.</summary>
    public Fold<TRow> this[int index] => folds[index];

    /// <summary>The folds in order.</summary>
    public IEnumerator<Fold<TRow>> GetEnumerator() => ((IEnumerable<Fold<TRow>>)folds).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => folds.GetEnumerator();
}
