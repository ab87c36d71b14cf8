namespace MlDsl.Training;

/// <summary>Says of columns that they hold more than there is memory for.</summary>
internal static class LearningMemory
{
    /// <summary>What to do when learning the columns themselves ran out of memory.</summary>
    public static TrainingException Exceeded(DatasetSchema schema)
    {
        var wide = schema.Columns.Concat(schema.Features).Where(static c => c.Kind.StartsWith("Text", StringComparison.Ordinal) || c.Kind.StartsWith("Categorical", StringComparison.Ordinal));
        return new TrainingException(
            $"Learning the columns ran out of memory; {string.Join(", ", wide.Select(static c => $"'{c.Name}'"))} hold most. Lower HashBits of [Text], "
            + "hash categories with Encoding = CategoricalEncoding.Hashed, or train with fewer Threads, each of which learns on its own");
    }
}
