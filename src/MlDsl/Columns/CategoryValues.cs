namespace MlDsl.Columns;

/// <summary>
/// The single feature's value per slot: the kept categories, then unknown, then missing where it is a category. The groups given are in
/// the same order.
/// </summary>
internal static class CategoryValues
{
    /// <summary>The numbers that single precision tells apart, from 0 on; boosted trees take categories as such.</summary>
    public const int MostNumbers = 1 << 24;

    /// <summary>Refuses more categories than there are numbers for, that of unknown ones and that of missing ones among them.</summary>
    /// <exception cref="InvalidValueException">There are more; the message says what to do.</exception>
    public static void CheckNumbers(string column, int kept)
    {
        if (kept > MostNumbers - 2)
            throw new InvalidValueException(column, $"'{column}' has {kept} categories, and {MostNumbers - 2} at most are told apart as numbers; set MaxCategories or MinCount, or choose CategoricalEncoding.Hashed");
    }

    /// <summary>Places in the order of the kept categories; unknown and missing come after them, unknown without a place is −1.</summary>
    public static float[] Ordinal(int kept, bool hasMissing, Unknown unknown)
    {
        float[] values = new float[kept + (hasMissing ? 2 : 1)];
        for (int i = 0; i < kept; i++) values[i] = i;
        bool bucket = unknown == Unknown.Bucket;
        values[kept] = bucket ? kept : -1;
        if (hasMissing) values[kept + 1] = bucket ? kept + 1 : kept;
        return values;
    }

    /// <summary>
    /// The number of each kept category; unknown has the next one as a bucket, else none, which is NaN, and missing the one behind.
    /// </summary>
    public static float[] Numbers(int kept, bool hasMissing, Unknown unknown)
    {
        float[] values = Ordinal(kept, hasMissing, unknown);
        if (unknown != Unknown.Bucket) values[kept] = float.NaN;
        return values;
    }

    /// <summary>The share of the training rows; 0 for unknown unless it is a bucket.</summary>
    public static float[] Shares(List<CategoryTally> groups, bool hasMissing, Unknown unknown)
    {
        double total = Math.Max(1, groups.Sum(static g => g.Count));
        float[] values = [.. groups.Take(groups.Count - (hasMissing ? 0 : 1)).Select(g => (float)(g.Count / total))];
        if (unknown != Unknown.Bucket) values[groups.Count - 2] = 0f;
        return values;
    }

    /// <summary>
    /// (Σ target + Smoothing · overall mean) / (n + Smoothing), the estimate of Micci-Barreca (SIGKDD Explorations 2001) with a constant
    /// prior weight, over the admitted rows; the overall mean where a category has none, 0 where no row is admitted at all. Unknown is
    /// the overall mean, unless it is a bucket.
    /// </summary>
    public static float[] Targets(List<CategoryTally> groups, bool hasMissing, CategoryOptions options, FoldFilter folds)
    {
        CategoryTally all = new();
        foreach (CategoryTally group in groups) all.Merge(group);
        (long rows, double total) = all.Of(folds);
        double overall = rows == 0 ? 0 : total / rows;
        float[] values = new float[groups.Count - (hasMissing ? 0 : 1)];
        for (int i = 0; i < values.Length; i++)
        {
            (long count, double sum) = groups[i].Of(folds);
            bool neutral = count == 0 || (i == groups.Count - 2 && options.Unknown != Unknown.Bucket);
            values[i] = (float)(neutral ? overall : (sum + options.Smoothing * overall) / (count + options.Smoothing));
        }
        return values;
    }
}
