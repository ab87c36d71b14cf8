using System.Globalization;

namespace MlDsl;

/// <summary>What came of a challenge.</summary>
/// <typeparam name="TModel">The model's type.</typeparam>
public sealed record ChallengeResult<TModel> where TModel : class
{
    private readonly Func<byte[]> file;

    internal ChallengeResult(TModel challenger, Func<byte[]> file) => (Challenger, this.file) = (challenger, file);

    /// <summary>The model that was fitted; its card names the champion as its parent.</summary>
    public TModel Challenger { get; }

    /// <summary>The champion's mean loss of the frozen rows, as the task measures a row.</summary>
    public double ChampionLoss { get; internal init; }

    /// <summary>The challenger's.</summary>
    public double ChallengerLoss { get; internal init; }

    /// <summary>By how much the challenger's is less, row by row, with an interval of the level that the budget left.</summary>
    public Metric Gain { get; internal init; }

    /// <summary>What was spent: the interval is one of 1 − α.</summary>
    public double Alpha { get; internal init; }

    /// <summary>What the whole interval must exceed for a promotion, in the loss's unit.</summary>
    public double Wanted { get; internal init; }

    /// <summary>The number of frozen rows.</summary>
    public int Rows { get; internal init; }

    /// <summary>The number of blocks of time that they lie in.</summary>
    public int Blocks { get; internal init; }

    /// <summary>The first time of the frozen rows.</summary>
    public DateTimeOffset From { get; internal init; }

    /// <summary>The time before which they lie.</summary>
    public DateTimeOffset Until { get; internal init; }

    /// <summary>The time before which the challenger's rows lie.</summary>
    public DateTimeOffset TrainedUntil { get; internal init; }

    /// <summary>What a reader must know where outcomes exist for some decisions only; null where they exist for all.</summary>
    public string? Note { get; internal init; }

    /// <summary>Whether the whole interval of the gain exceeds what was wanted.</summary>
    public bool IsBetter => Gain.Low > Wanted;

    /// <summary>The comparison as sentences, in every culture alike: what the registry's audit log keeps.</summary>
    public override string ToString()
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsBetter ? "The challenger is better" : "The challenger is not shown to be better")}: loss {ChallengerLoss:G4} after {ChampionLoss:G4} on {Rows:N0} rows from {From.UtcDateTime:u} to {Until.UtcDateTime:u}, gain {Gain} at {100 * (1 - Alpha):0.##} %, more than {Wanted:G3} wanted");
        return Note is null ? text : $"{text}. {Note}";
    }

    /// <summary>The challenger as the bytes of a model file.</summary>
    internal byte[] ToFile() => file();
}
