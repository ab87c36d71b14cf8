namespace MlDsl.Serving.Load.Client;

/// <summary>Callers of one kind: they ask again and again, each over one connection and one at a time.</summary>
internal interface ICallers
{
    /// <summary>Asks for some time, or until the service closes the connections.</summary>
    Task<Measured> RunAsync(int connections, TimeSpan time);
}

/// <summary>What callers saw.</summary>
internal sealed class Measured
{
    private readonly List<double> milliseconds = [];

    /// <summary>Calls that were answered, but not with a status that means so, or whose answer broke off.</summary>
    public long Failed { get; set; }

    /// <summary>Answers that are none of those that there can be, or are said to be of another model.</summary>
    public long Mixed { get; set; }

    /// <summary>Connections that the service closed between two calls, as HTTP lets it do at any time: a caller turns to another service then.</summary>
    public long Closed { get; set; }

    /// <summary>Which of the answers came, by their places.</summary>
    public HashSet<int> Answers { get; } = [];

    /// <summary>The number of answers.</summary>
    public long Count => milliseconds.Count;

    /// <summary>What several callers saw together.</summary>
    public static Measured Of(IEnumerable<Measured> parts)
    {
        var sum = new Measured();
        foreach (Measured part in parts)
        {
            sum.Failed += part.Failed;
            sum.Mixed += part.Mixed;
            sum.Closed += part.Closed;
            sum.milliseconds.AddRange(part.milliseconds);
            sum.Answers.UnionWith(part.Answers);
        }
        sum.milliseconds.Sort();
        return sum;
    }

    public void Add(TimeSpan time) => milliseconds.Add(time.TotalMilliseconds);

    /// <summary>The time within which a share of the calls was answered.</summary>
    public double Percentile(double share) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(share * (milliseconds.Count - 1))];
}
