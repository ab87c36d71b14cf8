namespace MlDsl.Properties.Schemas;

/// <summary>What only trees know of a column, on some of them: numbers that stay missing or may not lower a prediction, categories as such.</summary>
internal static class TreeColumns
{
    /// <summary>The column, perhaps as trees alone take it.</summary>
    public static MadeColumn Of(Random random, MadeColumn column) => column with { Attributes = Changed(random, column.Attributes) };

    private static string Changed(Random random, string attributes)
    {
        if (random.Next(2) == 0) return attributes;
        foreach (string encoding in new[] { "Ordinal", "Count" })
        {
            // Categories that are declared have an order of their own.
            if (attributes.Contains($"[Categorical(Encoding = CategoricalEncoding.{encoding}", StringComparison.Ordinal))
                return attributes.Replace($"CategoricalEncoding.{encoding}", "CategoricalEncoding.Native", StringComparison.Ordinal);
        }
        if (!attributes.Contains("[Numeric(", StringComparison.Ordinal) || attributes.Contains("Bins = ", StringComparison.Ordinal)) return attributes;
        foreach (string impute in new[] { "Mean", "Median" }) attributes = attributes.Replace($"Impute = Impute.{impute}", "Impute = Impute.Keep", StringComparison.Ordinal);
        if (random.Next(3) > 0 || attributes.Contains("Length = ", StringComparison.Ordinal)) return attributes;
        string monotone = $"Monotone = Monotone.{(random.Next(2) == 0 ? "Increasing" : "Decreasing")}";
        return attributes.Replace("[Numeric()]", $"[Numeric({monotone})]", StringComparison.Ordinal) is var alone && alone != attributes
            ? alone
            : attributes.Replace("[Numeric(", $"[Numeric({monotone}, ", StringComparison.Ordinal);
    }
}
