using System.Globalization;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Says when a model's errors have grown, looking at every block of outcomes as it comes, and cries wolf in its whole life no more often than declared. Immutable: each block
/// gives the next state, which is text that a service keeps.
/// </summary>
/// <remarks>
/// A mixture sequential probability ratio test of the difference between the mean loss of the blocks so far and that of the reference. Its variance has both in it, σ²(1/n + 1/N),
/// because all blocks are held against the same finite reference; with d the difference, V the variance and τ the size of change that is looked for, e = √(V/(V + τ²))·exp(d²τ²/(2V(V + τ²)))
/// is an e-value at every n at once, and it is an alarm where it exceeds 1/α and the errors have grown. σ² is the reference's, not the blocks' own: at the upper end of its 95 per cent
/// interval, and for blocks that follow each other times (1 + ρ)/(1 − ρ) of their autocorrelation ρ. Blocks (days, say) are alike in what they hold; errors that come and go with the
/// season want a reference of a whole one. Robbins (1970), "Statistical methods related to the law of the iterated logarithm"; Johari, Koomen, Pekelis and Walsh (2022), "Always valid inference".
/// </remarks>
public sealed record ErrorAlarm
{
    /// <summary>The fewest blocks of a reference.</summary>
    public const int FewestBlocks = 20;

    private const double Normal95 = 1.6448536269514722;

    private ErrorAlarm()
    {
    }

    /// <summary>How often it may alarm in its whole life where nothing changes.</summary>
    public required double Alpha { get; init; }

    /// <summary>The mean loss of the reference's blocks.</summary>
    public required double ReferenceMean { get; init; }

    /// <summary>The variance of a block's mean loss, with what their following each other adds.</summary>
    public required double Variance { get; init; }

    /// <summary>The number of the reference's blocks.</summary>
    public required int ReferenceBlocks { get; init; }

    /// <summary>The size of a change that is looked for, in the loss's unit.</summary>
    public required double Effect { get; init; }

    /// <summary>The number of blocks so far.</summary>
    public int Blocks { get; private init; }

    /// <summary>Their mean loss; 0 where there are none.</summary>
    public double Mean { get; private init; }

    /// <summary>The time of the last block; null where there is none.</summary>
    public DateTimeOffset? Last { get; private init; }

    /// <summary>Since when it is an alarm; null while it is none. It stays one.</summary>
    public DateTimeOffset? Since { get; private init; }

    /// <summary>The evidence of a change: 1/α is an alarm.</summary>
    public double Evidence => EvidenceOf(Blocks, Mean);

    /// <summary>An alarm that has seen nothing.</summary>
    /// <param name="reference">The mean loss of each block of rows that the model was not fitted to, in the order of time; at least 20 blocks.</param>
    /// <param name="alpha">How often it may alarm in its whole life where nothing changes, above 0 and below 1.</param>
    /// <param name="effect">The size of a change that is looked for, in the loss's unit; half a standard deviation of the blocks where null. Others are found as well, later.</param>
    /// <exception cref="ArgumentException">There are fewer than 20 blocks, one is not finite, all are equal, or the rate or the effect is out of range.</exception>
    public static ErrorAlarm Of(IReadOnlyList<double> reference, double alpha = 0.05, double? effect = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Count < FewestBlocks) throw new ArgumentException($"{reference.Count} blocks do not tell how errors vary; give the losses of {FewestBlocks} or more, such as days", nameof(reference));
        if (!(alpha is > 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The rate {alpha} is not above 0 and below 1"), nameof(alpha));
        if (reference.Any(static loss => !double.IsFinite(loss))) throw new ArgumentException("A block's loss is not finite", nameof(reference));
        double mean = reference.Average(), squares = reference.Sum(loss => (loss - mean) * (loss - mean)), follow = 0;
        if (squares == 0) throw new ArgumentException("All blocks have the same loss, so that any other would be an alarm; give the losses of real rows", nameof(reference));
        for (int i = 1; i < reference.Count; i++) follow += (reference[i] - mean) * (reference[i - 1] - mean);
        int n = reference.Count;
        // Few blocks tell too little of it: the estimate's bias is added.
        double rho = Math.Clamp((follow / squares) + (2.0 / n), 0, 0.9), variance = squares / (n - 1);
        // The upper end of the variance's interval, by Wilson and Hilferty's cube.
        double freedom = n - 1, least = freedom * Math.Pow(1 - (2 / (9 * freedom)) - (Normal95 * Math.Sqrt(2 / (9 * freedom))), 3);
        if (effect is { } given && !(given > 0 && double.IsFinite(given))) throw new ArgumentException(FormattableString.Invariant($"The effect {given} is not above 0"), nameof(effect));
        return new ErrorAlarm
        {
            Alpha = alpha,
            ReferenceMean = mean,
            Variance = variance * (freedom / least) * (1 + rho) / (1 - rho),
            ReferenceBlocks = n,
            Effect = effect ?? 0.5 * Math.Sqrt(variance),
        };
    }

    /// <summary>The state after another block.</summary>
    /// <param name="at">The block's time, later than that of the last.</param>
    /// <param name="loss">The mean loss of its rows: of predictions that are older than the labels' delay.</param>
    /// <exception cref="ArgumentException">The loss is not finite, or the block is not later than the last one.</exception>
    public ErrorAlarm After(DateTimeOffset at, double loss)
    {
        if (!double.IsFinite(loss)) throw new ArgumentException(FormattableString.Invariant($"The loss {loss} of {at.UtcDateTime:u} is not finite"), nameof(loss));
        if (at <= Last) throw new ArgumentException(FormattableString.Invariant($"The block of {at.UtcDateTime:u} is not later than the one of {Last.Value.UtcDateTime:u}; each block counts once, in order"), nameof(at));
        int blocks = Blocks + 1;
        double mean = Mean + ((loss - Mean) / blocks);
        bool isAlarm = mean > ReferenceMean && EvidenceOf(blocks, mean) >= 1 / Alpha;
        return this with { Blocks = blocks, Mean = mean, Last = at, Since = Since ?? (isAlarm ? at : null) };
    }

    /// <summary>What it says, in every culture alike.</summary>
    public override string ToString() => Blocks == 0 ? "No block of outcomes is there yet" : string.Create(
        CultureInfo.InvariantCulture,
        $"{(Since is { } since ? $"Errors have grown, alarmed since {since.UtcDateTime:u}" : "No alarm")}: mean loss {Mean:G4} over {Blocks:N0} blocks, {ReferenceMean:G4} in the reference, evidence {Evidence:G3} of {1 / Alpha:G3}");

    /// <summary>The state as JSON.</summary>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteNumber("alpha", Alpha);
        json.WriteNumber("referenceMean", ReferenceMean);
        json.WriteNumber("variance", Variance);
        json.WriteNumber("referenceBlocks", ReferenceBlocks);
        json.WriteNumber("effect", Effect);
        json.WriteNumber("blocks", Blocks);
        json.WriteNumber("mean", Mean);
        if (Last is { } last) json.WriteString("last", last);
        if (Since is { } since) json.WriteString("since", since);
    }));

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such state.</exception>
    public static ErrorAlarm Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement state = document.RootElement;
            var alarm = new ErrorAlarm
            {
                Alpha = Number("alpha"),
                ReferenceMean = Number("referenceMean"),
                Variance = Number("variance"),
                ReferenceBlocks = state.GetProperty("referenceBlocks").GetInt32(),
                Effect = Number("effect"),
                Blocks = state.GetProperty("blocks").GetInt32(),
                Mean = Number("mean"),
                Last = Time("last"),
                Since = Time("since"),
            };
            bool isSound = alarm is { Alpha: > 0 and < 1, Variance: > 0, ReferenceBlocks: >= FewestBlocks, Effect: > 0, Blocks: >= 0 } && alarm.Blocks > 0 == alarm.Last is not null;
            return isSound ? alarm : throw new FormatException("a number is out of its range");

            double Number(string name) => state.GetProperty(name).GetDouble();
            DateTimeOffset? Time(string name) => state.TryGetProperty(name, out JsonElement time) ? time.GetDateTimeOffset() : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"This is no state of an error alarm ({problem.Message}); begin a new one with ErrorAlarm.Of", problem);
        }
    }

    private double EvidenceOf(int blocks, double mean)
    {
        if (blocks == 0) return 1;
        double v = Variance * ((1.0 / blocks) + (1.0 / ReferenceBlocks)), t = Effect * Effect, d = mean - ReferenceMean;
        return Math.Sqrt(v / (v + t)) * Math.Exp(Math.Min(700, d * d * t / (2 * v * (v + t))));
    }
}
