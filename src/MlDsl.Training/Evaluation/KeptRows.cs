namespace MlDsl.Training;

/// <summary>
/// What is held of evaluated rows, at most 16 bytes each: 8 of the label and the prediction; where there are some, 4 of the weight and 4 of the
/// group; 8 more where intervals lie between quantiles. A value of a sensitive column takes 4 more.
/// </summary>
/// <param name="scored">Label and prediction of each row, as <see cref="Pack"/> puts them together; the rows own it.</param>
/// <param name="weights">The weight of each row; empty where every row weighs 1.</param>
/// <param name="groups">The group of each row, see <see cref="Group"/>; empty where rows are independent.</param>
internal sealed class KeptRows(ulong[] scored, float[] weights, uint[] groups)
{
    /// <summary>The number of rows.</summary>
    public int Count => scored.Length;

    /// <summary>Both ends of the interval of each row; empty where the prediction tells them.</summary>
    public ulong[] Ends { get; init; } = [];

    /// <summary>The columns by whose values the metrics are sliced.</summary>
    public IReadOnlyList<SliceColumn> Slices { get; init; } = [];

    /// <summary>What an error calls the rows.</summary>
    public string? Side { get; init; }

    /// <summary>Whether rows are drawn by group.</summary>
    public bool IsGrouped => groups.Length > 0;

    /// <summary>The weights; empty where every row weighs 1.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>Label and prediction of each row. A task may put something else of 8 bytes there.</summary>
    public ulong[] Scored => scored;

    /// <summary>The rows that a caller has in arrays of their own.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static KeptRows Of(ulong[] scored, EvaluationRows rows)
    {
        if (!rows.Weights.IsEmpty) EvaluationChecks.Length(scored.Length, rows.Weights.Length, "weights");
        if (!rows.Groups.IsEmpty) EvaluationChecks.Length(scored.Length, rows.Groups.Length, "groups");
        if (!rows.Ends.IsEmpty) EvaluationChecks.Length(scored.Length, rows.Ends.Length, "intervals");
        EvaluationChecks.Slices(scored.Length, rows.Slices);
        var groups = new uint[rows.Groups.Length];
        for (int row = 0; row < groups.Length; row++) groups[row] = Group(rows.Groups[row]);
        return new KeptRows(scored, rows.Weights.ToArray(), groups) { Ends = rows.Ends.ToArray(), Slices = rows.Slices ?? [], Side = rows.Side };
    }

    /// <summary>Two numbers in 8 bytes: a label and a prediction, or both ends of an interval.</summary>
    public static ulong Pack(float first, float second) =>
        ((ulong)BitConverter.SingleToUInt32Bits(first) << 32) | BitConverter.SingleToUInt32Bits(second);

    /// <summary>
    /// A group in 4 bytes: a number below 2³² is itself; of larger ones, which are hashes, two become one with probability 2⁻³² and are then
    /// resampled together.
    /// </summary>
    public static uint Group(ulong group) => (uint)group ^ ((uint)(group >> 32) * 0x9E3779B1);

    public float Label(int row) => BitConverter.UInt32BitsToSingle((uint)(scored[row] >> 32));

    public float Prediction(int row) => BitConverter.UInt32BitsToSingle((uint)scored[row]);

    /// <summary>The interval of a row, of rows that have <see cref="Ends"/>.</summary>
    public Interval<float> Interval(int row) => new(Prediction(row), BitConverter.UInt32BitsToSingle((uint)(Ends[row] >> 32)), BitConverter.UInt32BitsToSingle((uint)Ends[row]));

    public double Weight(int row) => weights.Length == 0 ? 1 : weights[row];

    /// <summary>What a row is resampled by: its group, or itself.</summary>
    public uint Key(int row) => groups.Length == 0 ? (uint)row : groups[row];
}
