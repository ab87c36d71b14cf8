using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>Which requests a model gets beside the one that they are sent to: a share of keys, or of requests where there are none. Changes while they come.</summary>
internal sealed class TrafficShare
{
    private readonly Func<HttpRequest, string?>? by;
    private readonly string salt;
    private double share;

    /// <param name="share">The share, from 0 to 1.</param>
    /// <param name="by">The key of a request; null for each request by itself, at random.</param>
    /// <param name="salt">Stands before each key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is none.</exception>
    public TrafficShare(double share, Func<HttpRequest, string?>? by, string salt)
    {
        ArgumentNullException.ThrowIfNull(salt);
        (this.share, this.by, this.salt) = (Checked(share), by, salt);
    }

    /// <summary>The share, from 0 to 1.</summary>
    public double Share
    {
        get => Volatile.Read(ref share);
        set => Volatile.Write(ref share, Checked(value));
    }

    /// <summary>Whether a number is a share.</summary>
    public static bool IsShare(double share) => share is >= 0 and <= 1;

    /// <summary>Whether a request is in the share. One without a key is not.</summary>
    public bool Takes(HttpRequest request)
    {
        double now = Share;
        if (now <= 0) return false;
        if (by is null) return Random.Shared.NextDouble() < now;
        return by(request) is { Length: > 0 } key && TrafficKey.PositionOf(key, salt) < now;
    }

    private static double Checked(double share) =>
        IsShare(share) ? share : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number from 0 to 1; 0.05 is one request in twenty");
}
