namespace MlDsl.Labels;

/// <summary>How unsure probabilities are, 0 to 1.</summary>
/// <remarks>Settles (2009), "Active Learning Literature Survey", section 3.1.</remarks>
internal static class ClassUncertainty
{
    /// <summary>By the measure of a strategy; of those that measure something else, least confidence.</summary>
    public static double Of(ReadOnlySpan<float> probabilities, SelectionStrategy strategy)
    {
        double first = 0, second = 0, entropy = 0;
        foreach (float probability in probabilities)
        {
            if (probability > first) (first, second) = (probability, first);
            else if (probability > second) second = probability;
            if (probability > 0) entropy -= probability * Math.Log(probability);
        }
        return strategy switch
        {
            SelectionStrategy.Margin => 1 - (first - second),
            SelectionStrategy.Entropy => entropy / Math.Log(probabilities.Length),
            _ => 1 - first,
        };
    }
}
