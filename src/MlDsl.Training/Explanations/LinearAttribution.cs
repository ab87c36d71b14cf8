namespace MlDsl.Training;

/// <summary>
/// Linear contributions: what a feature adds to the score beyond what it adds on average, w·(x − mean), summed over the features of a column.
/// </summary>
/// <remarks>
/// Shapley's values where features are taken to be independent of each other: Štrumbelj and Kononenko (2014), "Explaining prediction models and
/// individual predictions with feature contributions"; "Linear SHAP" of Lundberg and Lee (2017).
/// </remarks>
internal sealed class LinearAttribution : Attribution
{
    private readonly float[] byPosition;
    private readonly double[] start;
    private readonly int outputs;

    public LinearAttribution(FeaturePlan plan, LinearPredictor linear)
        : base(plan, Mean(linear), linear.Means.IsEmpty ? ExplanationBase.ZeroFeatures : ExplanationBase.TrainingRows)
    {
        (byPosition, outputs) = (linear.ByPosition, linear.Outputs);
        start = new double[checked(outputs * Columns.Count)];
        for (int column = 0; column < Columns.Count && !linear.Means.IsEmpty; column++)
            for (int position = Starts[column]; position < Starts[column + 1]; position++)
                for (int output = 0; output < outputs; output++)
                    start[(output * Columns.Count) + column] -= (double)byPosition[(position * outputs) + output] * linear.Means[position];
    }

    /// <summary>Contributions as they are before a feature is written.</summary>
    public ReadOnlySpan<double> Start => start;

    /// <summary>Takes features and adds what they contribute.</summary>
    /// <param name="contributions">The address of outputs × columns, set to <see cref="Start"/>, valid while the sink is used.</param>
    public unsafe Sink NewSink(double* contributions) => new(byPosition, Places, outputs, contributions);

    private static double[] Mean(LinearPredictor linear)
    {
        var expected = new double[linear.Outputs];
        for (int output = 0; output < expected.Length; output++)
        {
            expected[output] = linear.Biases[output];
            for (int position = 0; position < linear.Means.Length; position++) expected[output] += (double)linear.Row(output)[position] * linear.Means[position];
        }
        return expected;
    }

    /// <summary>Features straight into contributions: no vector is made.</summary>
    internal unsafe struct Sink(float[] byPosition, int[] starts, int outputs, double* contributions) : IFeatureSink
    {
        // Features come column by column, so that the column is nearly always that of the one before.
        private int column;

        public void Add(int position, float value)
        {
            if (position < starts[column] || position >= starts[column + 1]) column = Find(position);
            for (int output = 0; output < outputs; output++)
                contributions[(output * (starts.Length - 1)) + column] += (double)byPosition[(position * outputs) + output] * value;
        }

        // The last column that begins at the position or before; those without a position begin there, too.
        private readonly int Find(int position)
        {
            int low = 0, high = starts.Length - 1;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                if (starts[middle] <= position) low = middle;
                else high = middle;
            }
            return low;
        }
    }
}
