using System.Globalization;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl;

/// <summary>A challenge that was made.</summary>
/// <param name="At">When.</param>
/// <param name="From">The first time of its frozen rows.</param>
/// <param name="Until">The time before which they lie.</param>
/// <param name="Alpha">What it spent.</param>
public sealed record SpentChallenge(DateTimeOffset At, DateTimeOffset From, DateTimeOffset Until, double Alpha);

/// <summary>
/// What challenges have spent of the error that is allowed: for every set of frozen rows so much, shared by the challenges that are compared on it; then rows that are later than
/// all of them are due. A file that is written before a comparison is looked at.
/// </summary>
/// <remarks>
/// Challengers that are no better are promoted on a set of rows at most as often as <see cref="Alpha"/> says, however many of them try: the k-th of <see cref="ChallengesPerRows"/>
/// spends an equal part, and one more is refused. Rows count as the same set while they overlap. Any number of threads and processes share a file: each spends on what is in it by then.
/// </remarks>
public sealed class ChallengeLedger
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly string path;
    private volatile ValueList<SpentChallenge> spent = ValueList<SpentChallenge>.Empty;

    private ChallengeLedger(string path, double alpha, int challenges) => (this.path, Alpha, ChallengesPerRows) = (path, alpha, challenges);

    /// <summary>The error that is allowed on a set of frozen rows.</summary>
    public double Alpha { get; }

    /// <summary>How many challenges share it.</summary>
    public int ChallengesPerRows { get; }

    /// <summary>Every challenge that was in the file when it was opened or spent on last, oldest first.</summary>
    public IReadOnlyList<SpentChallenge> Spent => spent;

    /// <summary>Opens a ledger, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="alpha">The error that is allowed on a set of frozen rows, above 0 and below 1.</param>
    /// <param name="challengesPerRows">How many challenges share it, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ChallengeException">The file is none, or was begun with other numbers.</exception>
    public static ChallengeLedger Open(string path, double alpha = 0.05, int challengesPerRows = 3)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!(alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The error that is allowed is above 0 and below 1");
        ArgumentOutOfRangeException.ThrowIfLessThan(challengesPerRows, 1);
        var ledger = new ChallengeLedger(path, alpha, challengesPerRows);
        if (File.Exists(path)) ledger.spent = ledger.Read();
        return ledger;
    }

    /// <summary>What a challenge on rows may spend; it is spent when this returns.</summary>
    /// <param name="at">The time.</param>
    /// <param name="from">The first time of the rows.</param>
    /// <param name="until">The time before which they lie.</param>
    /// <exception cref="ChallengeException">The rows' budget is spent: fresh rows are due. Or the file is gone or altered, or another process has it for too long.</exception>
    public double Spend(DateTimeOffset at, DateTimeOffset from, DateTimeOffset until)
    {
        if (until <= from) throw new ArgumentException($"Frozen rows from {from:u} end before they begin, at {until:u}", nameof(until));
        using FolderOwner owner = FolderOwner.TakeFile(path, LongestWait)
            ?? throw new ChallengeException(string.Create(CultureInfo.InvariantCulture, $"'{path}' is being written by {FolderOwner.NameOfFile(path)} for more than {LongestWait}; try again, or stop it"));
        if (File.Exists(path)) spent = Read();
        else if (spent.Count > 0) throw new ChallengeException($"'{path}' is gone, and {spent.Count} challenges were in it: what is spent stays spent; put it back from a backup, or begin another ledger with fresh rows");
        (DateTimeOffset first, DateTimeOffset last, int count) = Chain(from, until);
        if (count >= ChallengesPerRows)
        {
            throw new ChallengeException(string.Create(
                CultureInfo.InvariantCulture, $"{count} challenges were compared on rows from {first.UtcDateTime:u} to {last.UtcDateTime:u}, and {ChallengesPerRows} share their error of {Alpha}; fresh rows are due, from {last.UtcDateTime:u} on"));
        }
        var now = new SpentChallenge(at, from, until, Alpha / ChallengesPerRows);
        ValueList<SpentChallenge> all = ValueList.Of([.. spent, now]);
        ModelBytes.Write(path, Write(all));
        spent = all;
        return now.Alpha;
    }

    // A chain of sets that overlap is one: its rows are looked at again and again.
    private (DateTimeOffset First, DateTimeOffset Last, int Count) Chain(DateTimeOffset first, DateTimeOffset last)
    {
        List<SpentChallenge> others = [.. spent];
        // Each that is taken in may reach to others that were passed by.
        while (others.FindIndex(s => s.Until > first && s.From < last) is >= 0 and var at)
        {
            (first, last) = (others[at].From < first ? others[at].From : first, others[at].Until > last ? others[at].Until : last);
            others.RemoveAt(at);
        }
        return (first, last, spent.Count - others.Count);
    }

    private byte[] Write(IEnumerable<SpentChallenge> all) => JsonLine.Readable(json =>
    {
        json.WriteNumber("alpha", Alpha);
        json.WriteNumber("challengesPerRows", ChallengesPerRows);
        json.WriteStartArray("spent");
        foreach (SpentChallenge challenge in all)
        {
            json.WriteStartObject();
            json.WriteString("at", challenge.At);
            json.WriteString("from", challenge.From);
            json.WriteString("until", challenge.Until);
            json.WriteNumber("alpha", challenge.Alpha);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private ValueList<SpentChallenge> Read()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement json = document.RootElement;
            (double alpha, int challenges) = (json.GetProperty("alpha").GetDouble(), json.GetProperty("challengesPerRows").GetInt32());
            if (alpha != Alpha || challenges != ChallengesPerRows)
                throw new ChallengeException(string.Create(CultureInfo.InvariantCulture, $"'{path}' allows an error of {alpha} to {challenges} challenges, and not {Alpha} to {ChallengesPerRows}: what is spent stays spent; give the same numbers, or begin another ledger with fresh rows"));
            return ValueList.Of(json.GetProperty("spent").EnumerateArray().Select(static challenge => new SpentChallenge(
                challenge.GetProperty("at").GetDateTimeOffset(), challenge.GetProperty("from").GetDateTimeOffset(), challenge.GetProperty("until").GetDateTimeOffset(), challenge.GetProperty("alpha").GetDouble())));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new ChallengeException($"'{path}' is no ledger of challenges ({problem.Message}); put it back from a backup, or begin another with fresh rows", problem);
        }
    }
}

/// <summary>A challenge that cannot be made, and why: rows are missing, not late enough or looked at too often.</summary>
public sealed class ChallengeException : Exception
{
    internal ChallengeException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
