namespace MlDsl.Kernels.Operators;

/// <summary>Weighs counts of n-grams by how rare they are: inverse document frequencies instead of counts, or both.</summary>
internal sealed class GramWeights
{
    private readonly string weighting;
    private readonly double[]? frequencies;

    /// <param name="weighting"><c>TF</c>, <c>IDF</c> or <c>TFIDF</c>.</param>
    /// <param name="frequencies">The inverse frequency of each n-gram; absent for <c>TF</c>.</param>
    /// <param name="count">How many n-grams there are.</param>
    /// <param name="owner">Whose error it is.</param>
    /// <exception cref="OperatorException">The weighting is none, or frequencies are missing.</exception>
    public GramWeights(string weighting, Tensor? frequencies, int count, Operator owner)
    {
        this.weighting = weighting;
        this.frequencies = (frequencies as Tensor<double>)?.Values.ToArray();
        if (weighting is not ("TF" or "IDF" or "TFIDF") || (weighting != "TF" && this.frequencies?.Length != count)) throw owner.Problem($"{count} n-grams are weighted by '{weighting}', and {this.frequencies?.Length ?? 0} frequencies are there");
    }

    /// <summary>Weighs the counts of a row.</summary>
    public void Apply(Span<float> counts)
    {
        if (weighting == "TF") return;
        for (int k = 0; k < counts.Length; k++)
            if (counts[k] != 0) counts[k] = weighting == "IDF" ? (float)frequencies![k] : (float)(counts[k] * frequencies![k]);
    }
}
