namespace MlDsl.Training;

/// <summary>What the first pass over the rows tells: that they can be trained on, and the scales of features and labels.</summary>
internal sealed class DesignSummary
{
    private DesignSummary(double totalWeight, Lane sums, int width, LabelDomain domain)
    {
        Domain = domain;
        TotalWeight = totalWeight;
        WeightedRows = sums.Rows;
        ClassWeight = sums.ClassWeight;
        (_, LabelMean, LabelVariance) = sums.Labels.Finish(0, totalWeight);
        Share = new double[width];
        Mean = new double[width];
        Variance = new double[width];
        for (int column = 0; column < width; column++)
            (Share[column], Mean[column], Variance[column]) = sums.Columns.Finish(column, totalWeight);
    }

    /// <summary>What the labels may be.</summary>
    public LabelDomain Domain { get; }

    /// <summary>The sum of the rows' weights.</summary>
    public double TotalWeight { get; }

    /// <summary>The rows whose weight is not 0.</summary>
    public long WeightedRows { get; }

    /// <summary>Per class the sum of its rows' weights.</summary>
    public double[] ClassWeight { get; }

    public double LabelMean { get; }

    public double LabelVariance { get; }

    /// <summary>Per column the share of the weight whose entry is not 0.</summary>
    public double[] Share { get; }

    public double[] Mean { get; }

    public double[] Variance { get; }

    /// <summary>Reads the rows once and checks every number in them.</summary>
    /// <exception cref="TrainingException">There is no row, or one cannot be trained on.</exception>
    public static DesignSummary Read(IDesign design, LabelDomain domain, TrainingControl control)
    {
        if (design.Rows == 0)
            throw new TrainingException("There is no row to train on; check the source of the rows and the shares of the split");
        int width = design.Width;
        var lanes = new Lane[BlockPass.Lanes(design, width * ColumnMoments.BytesPerColumn)];
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = new Lane(width, domain.Classes);
        BlockPass.Run(design, control, lanes, (lane, block, firstRow) => lane.Add(design, block, firstRow, domain));
        for (int lane = 1; lane < lanes.Length; lane++)
            lanes[0].Merge(lanes[lane]);
        double totalWeight = lanes[0].Weight;
        if (totalWeight == 0)
            throw new TrainingException($"All {design.Rows} rows have weight 0; give at least one row a positive weight");
        return new DesignSummary(totalWeight, lanes[0], width, domain);
    }

    private sealed class Lane(int width, int classes)
    {
        public double Weight { get; private set; }

        public long Rows { get; private set; }

        public double[] ClassWeight { get; } = new double[classes];

        public ColumnMoments Labels { get; } = new(1);

        public ColumnMoments Columns { get; } = new(width);

        public void Add(IDesign design, FeatureBlock block, long firstRow, LabelDomain domain)
        {
            for (int row = 0; row < block.Rows; row++)
            {
                float label = block.Labels[row], weight = block.Weights[row];
                if (domain.Problem(label) is { } problem)
                {
                    long number = design.NumberOf(firstRow + row);
                    throw new TrainingException(FormattableString.Invariant($"The label of row {number} (from 0) is {label:R}; it {problem}"), number, null);
                }

                if (!(weight >= 0 && float.IsFinite(weight)))
                {
                    long number = design.NumberOf(firstRow + row);
                    throw new TrainingException(FormattableString.Invariant($"The weight of row {number} (from 0) is {weight:R}; it must be finite and at least 0"), number, null);
                }

                AddRow(design, block, row, firstRow + row);
                if (weight == 0)
                    continue;
                Weight += weight;
                Rows++;
                Labels.Add(0, label, weight);
                if (classes > 0)
                    ClassWeight[(int)label] += weight;
            }
        }

        public void Merge(Lane other)
        {
            Weight += other.Weight;
            Rows += other.Rows;
            for (int index = 0; index < classes; index++)
                ClassWeight[index] += other.ClassWeight[index];
            Labels.Merge(other.Labels);
            Columns.Merge(other.Columns);
        }

        private void AddRow(IDesign design, FeatureBlock block, int row, long place)
        {
            float weight = block.Weights[row];
            ReadOnlySpan<int> positions = block.Positions;
            ReadOnlySpan<float> values = block.Values;
            for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++)
            {
                int position = positions[entry];
                if (position >= width)
                {
                    long number = design.NumberOf(place);
                    throw new TrainingException($"Row {number} (from 0) names feature position {position}, but the design is {width} wide; encode all rows alike", number, position);
                }

                if (!float.IsFinite(values[entry]))
                {
                    long number = design.NumberOf(place);
                    throw new TrainingException(
                        FormattableString.Invariant($"Feature position {position} of row {number} (both from 0) is {values[entry]:R}; declare how missing values are filled, or repair the row"), number, position);
                }

                if (weight > 0)
                    Columns.Add(position, values[entry], weight);
            }
        }
    }
}
