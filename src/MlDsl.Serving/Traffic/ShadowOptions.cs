using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>Which requests a shadow gets, how much it may take, and from when on its outputs count as different.</summary>
public sealed class ShadowOptions
{
    /// <summary>The key of a request, of which the shadow gets a share, always the same (<see cref="TrafficKey"/>); null for a share of requests at random.</summary>
    public Func<HttpRequest, string?>? By { get; set; }

    /// <summary>Stands before each key.</summary>
    public string Salt { get; set; } = "";

    /// <summary>The most requests that wait for the shadow, which computes one at a time; what comes beyond them is dropped and counted.</summary>
    public int QueueLimit { get; set; } = 256;

    /// <summary>The most bytes of bodies and answers that wait for the shadow.</summary>
    public int QueueBytes { get; set; } = 16 << 20;

    /// <summary>The largest difference of a number at which two outputs are still called equal; 0 for the same number.</summary>
    public double Tolerance { get; set; }

    /// <summary>How often the log says what was found, as long as requests come.</summary>
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentException">A value makes no sense; the message names the option.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Salt);
        if (QueueLimit < 1) throw new ArgumentException(FormattableString.Invariant($"QueueLimit is {QueueLimit}; give the requests that may wait, at least 1"));
        if (QueueBytes < 1) throw new ArgumentException(FormattableString.Invariant($"QueueBytes is {QueueBytes}; give the bytes that may wait, at least 1"));
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance))) throw new ArgumentException(FormattableString.Invariant($"Tolerance is {Tolerance}; give a finite number, at least 0"));
        if (ReportEvery <= TimeSpan.Zero) throw new ArgumentException($"ReportEvery is {ReportEvery}; give a time above zero");
    }
}
