namespace MlDsl.Training;

/// <summary>Which labels a loss is defined for.</summary>
/// <param name="Classes">The number of classes; 0 when the label is no class.</param>
/// <param name="NonNegative">Whether the label must be at least 0.</param>
/// <param name="IsGrade">Whether the label is a grade of relevance.</param>
internal readonly record struct LabelDomain(int Classes, bool NonNegative, bool IsGrade = false)
{
    public static LabelDomain Value => default;

    public static LabelDomain Count => new(0, NonNegative: true);

    public static LabelDomain Grade => new(0, NonNegative: true, IsGrade: true);

    public static LabelDomain Class(int classes) => new(classes, NonNegative: true);

    /// <summary>What is wrong with a label and what to do about it, or null.</summary>
    public string? Problem(float label)
    {
        if (!float.IsFinite(label))
            return "must be a finite number; leave the row out or repair it";
        if (Classes > 0 && !(label >= 0 && label < Classes && label == MathF.Floor(label)))
            return $"must be a class index from 0 to {Classes - 1}";
        if (IsGrade && Grades.Problem(label) is { } problem)
            return "must be " + problem;
        if (NonNegative && label < 0)
            return "must not be negative for Poisson regression; use linear regression for such labels";
        return null;
    }
}
