namespace MlDsl.Training;

/// <summary>Training rows as a matrix in memory; those of weight 0 are left out.</summary>
/// <param name="Values">Row-major.</param>
/// <param name="Weights">The weight of each row, above 0.</param>
/// <param name="Width">The positions of a row.</param>
internal sealed record RowMatrix(float[] Values, float[] Weights, int Width)
{
    private const long MostValues = 1L << 30;

    public int Rows => Weights.Length;

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>Reads all rows.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <param name="mayMiss">The positions at which NaN is a missing value, ascending.</param>
    /// <exception cref="TrainingException">A weight or a value is none, or the matrix would be too large.</exception>
    public static RowMatrix Of(IDesign design, CancellationToken cancellation, params ReadOnlySpan<int> mayMiss)
    {
        if (design.Width == 0) throw new TrainingException("Rows without a feature cannot be told apart; give the data set a column that is one");
        if (design.Rows * design.Width > MostValues)
            throw new TrainingException(FormattableString.Invariant($"{design.Rows} rows of {design.Width} positions are more than {MostValues} values, which are held at once; fit to fewer rows, or narrow the columns"));
        var values = new float[design.Rows * design.Width];
        var weights = new List<float>();
        long first = 0;
        foreach (FeatureBlock block in design.Blocks(cancellation))
        {
            for (int row = 0; row < block.Rows; row++)
            {
                float weight = block.Weights[row];
                if (!(weight >= 0 && float.IsFinite(weight))) throw Wrong(row, FormattableString.Invariant($"has the weight {weight}; it must be finite and from 0 on"), null);
                if (weight == 0) continue;
                Span<float> own = values.AsSpan(weights.Count * design.Width, design.Width);
                int start = block.RowStart[row], count = block.RowStart[row + 1] - start;
                ReadOnlySpan<int> positions = block.Positions.Slice(start, count);
                ReadOnlySpan<float> entries = block.Values.Slice(start, count);
                if (FeatureTraits.FirstNotFinite(positions, entries, mayMiss) is >= 0 and var wrong) throw Wrong(row, "has a feature that is not a finite number", positions[wrong]);
                for (int i = 0; i < count; i++) own[positions[i]] = entries[i];
                weights.Add(weight);
            }
            first += block.Rows;
        }
        return new RowMatrix(weights.Count == design.Rows ? values : values[..(weights.Count * design.Width)], [.. weights], design.Width);

        TrainingException Wrong(int row, string what, int? position)
        {
            long number = design.NumberOf(first + row);
            return new(FormattableString.Invariant($"Training row {number + 1} {what}: correct the row, or remove it"), number, position);
        }
    }

    /// <summary>How many different rows there are, counted up to a bound.</summary>
    public int Different(int most)
    {
        var seen = new HashSet<RowKey>();
        for (int row = 0; row < Rows && seen.Count < most; row++) seen.Add(new RowKey(this, row));
        return seen.Count;
    }

    /// <summary>The squared distance of a row from a point.</summary>
    public double SquaredDistance(int row, ReadOnlySpan<double> point)
    {
        ReadOnlySpan<float> own = Row(row);
        double sum = 0;
        for (int i = 0; i < own.Length; i++)
        {
            double difference = own[i] - point[i];
            sum += difference * difference;
        }
        return sum;
    }

    /// <summary>A row by its values.</summary>
    private readonly record struct RowKey(RowMatrix Matrix, int Row)
    {
        public bool Equals(RowKey other) => Matrix.Row(Row).SequenceEqual(Matrix.Row(other.Row));

        public override int GetHashCode()
        {
            var hash = new HashCode();
            // 0 and −0 are one value.
            foreach (float value in Matrix.Row(Row)) hash.Add(value + 0f);
            return hash.ToHashCode();
        }
    }
}
