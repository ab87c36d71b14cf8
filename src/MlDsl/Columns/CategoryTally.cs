namespace MlDsl.Columns;

/// <summary>The rows of one category: how many, and per cross-fitting fold how many and the exact sum of their targets.</summary>
internal sealed class CategoryTally
{
    private Fold[]? perFold;

    /// <summary>How many rows.</summary>
    public long Count { get; set; }

    /// <summary>Takes in the target of one row; the caller counts the row.</summary>
    public void Add(float target, int fold)
    {
        ref Fold tally = ref (perFold ??= new Fold[FoldFilter.Count])[fold];
        tally.Count++;
        tally.Sum.Add(target);
    }

    /// <summary>Takes in all of <paramref name="other"/>.</summary>
    public void Merge(CategoryTally other)
    {
        Count += other.Count;
        if (other.perFold is null) return;
        perFold ??= new Fold[FoldFilter.Count];
        for (int i = 0; i < perFold.Length; i++)
        {
            perFold[i].Count += other.perFold[i].Count;
            perFold[i].Sum.Merge(ref other.perFold[i].Sum);
        }
    }

    /// <summary>How many rows the admitted folds have, and the sum of their targets, rounded once.</summary>
    public (long Count, double Sum) Of(FoldFilter folds)
    {
        ExactSum sum = new();
        long count = 0;
        for (int i = 0; i < FoldFilter.Count && perFold is not null; i++)
        {
            if (!folds.Admits(i)) continue;
            count += perFold[i].Count;
            sum.Merge(ref perFold[i].Sum);
        }
        return (count, sum.Round());
    }

    private struct Fold
    {
        public long Count;
        public ExactSum Sum;
    }
}
