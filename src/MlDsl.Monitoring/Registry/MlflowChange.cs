using System.Globalization;
using System.Text;

namespace MlDsl.Monitoring.Registry;

/// <summary>
/// A change that somebody has begun, as a tag of the registered model. Each tells the server of its own before it looks at those of others and at the aliases: of two that begin before either has
/// written, one at least sees the other, and writes nothing (L. Lamport, "A New Solution of Dijkstra's Concurrent Programming Problem", 1974, has the order of steps).
/// </summary>
/// <param name="Tag">The tag's name: the same for the same change by the same author, so that one that was cut off can be made again.</param>
/// <param name="Began">When it began, by its author's clock.</param>
/// <param name="Ticket">Tells two of the same name apart.</param>
/// <param name="Said">Who does what.</param>
internal sealed record MlflowChange(string Tag, DateTimeOffset Began, string Ticket, string Said)
{
    private const string Prefix = "mldsl.change.";

    /// <summary>One that has not ended after so long was cut off.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Who has not written after so long writes no more: others may take him for cut off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The tag's value.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Began.UtcDateTime:O} {Ticket} {Said}");

    /// <summary>When others no longer wait for it.</summary>
    public DateTimeOffset Ends => Began + Lease;

    /// <summary>A change that begins now.</summary>
    public static MlflowChange Of(RegistryChange change)
    {
        string said = $"{change.By} ({change.Action} of {change.Model})";
        string hash = RegistryIndex.HashOf(Encoding.UTF8.GetBytes($"{said}\n{change.Alias}"));
        return new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{change.Generation}.{hash[..16]}"), DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"), said);
    }

    /// <summary>The change that a tag tells of; null where it is another tag.</summary>
    public static MlflowChange? Read(string tag, string? value)
    {
        if (!tag.StartsWith(Prefix, StringComparison.Ordinal) || value?.Split(' ', 3) is not [var began, var ticket, var said]) return null;
        return DateTimeOffset.TryParseExact(began, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? new(tag, time, ticket, Visible.Of(said)) : null;
    }
}
