namespace MlDsl.Columns;

/// <summary>Learns one column anew from values by name: what its typed learner learns of the same values, to the bit.</summary>
internal interface IColumnLearner
{
    /// <summary>Whether the column is encoded by the target, so that training features differ per fold.</summary>
    bool UsesTarget { get; }

    /// <summary>Takes in one value. <paramref name="target"/> and <paramref name="fold"/> matter to target encodings only.</summary>
    /// <exception cref="InvalidValueException">The value is of a kind that the column does not hold, missing where it may not be, or not finite.</exception>
    void Add(in ColumnValue value, float target, int fold);

    /// <summary>Takes in all that <paramref name="other"/>, a learner of the same encoding, has seen.</summary>
    void Merge(IColumnLearner other);

    /// <summary>
    /// What was learned, at <paramref name="position"/> of the feature vector, which moves behind it; target encodings from the rows that
    /// <paramref name="folds"/> admits. May be called again.
    /// </summary>
    /// <exception cref="InvalidValueException">There is nothing to learn from, or the values contradict each other.</exception>
    IEncoding Finish(ref int position, FoldFilter folds);
}
