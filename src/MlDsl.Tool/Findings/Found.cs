using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MlDsl.Tool.Findings;

/// <summary>A place in a file, lines and columns counted from one.</summary>
/// <param name="File">The file, from the analyzed folder on, with slashes.</param>
internal sealed record Place(string File, int Line, int Column, int EndLine, int EndColumn)
{
    public static Place Of(Location location, string root)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return new Place(
            Path.GetRelativePath(root, span.Path).Replace('\\', '/'),
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1,
            span.EndLinePosition.Character + 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})");
}

/// <summary>How a finding is silenced in the code.</summary>
/// <param name="Reason">The reason that is given, or what silences it.</param>
internal sealed record Silencing(string Reason);

/// <summary>A finding of a rule.</summary>
internal sealed record Found(DiagnosticDescriptor Rule, DiagnosticSeverity Severity, string Message, Place Place)
{
    /// <summary>What led here, in order.</summary>
    public ImmutableArray<(string What, Place Place)> Way { get; init; } = [];

    /// <summary>Other places that the finding is about.</summary>
    public ImmutableArray<Place> Related { get; init; } = [];

    /// <summary>The text of the line.</summary>
    public string Line { get; init; } = "";
    public Silencing? Silenced { get; init; }

    /// <summary>Whether the baseline lists it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>What stays when lines are added above or the line is indented otherwise: a hash of the line's text.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))))[..16];

    public override string ToString() => $"{Place}: {Level} {Rule.Id}: {Message}";

    private string Level => Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "info" };

    public static Found Of(Diagnostic diagnostic, Compilation compilation, string root)
    {
        var places = diagnostic.AdditionalLocations.Where(static l => l.IsInSource).Select(l => Place.Of(l, root)).ToImmutableArray();
        string[] way = diagnostic.Properties.TryGetValue("way", out string? steps) && steps is { Length: > 0 } ? steps.Split(';') : [];
        int others = Math.Max(0, places.Length - way.Length);
        Location location = diagnostic.Location;
        return new Found(diagnostic.Descriptor, diagnostic.Severity, diagnostic.GetMessage(CultureInfo.InvariantCulture), Place.Of(location, root))
        {
            Related = [.. places.Take(others)],
            Way = [.. way.Zip(places.Skip(others))],
            Line = location.SourceTree?.GetText() is { } text ? text.Lines.GetLineFromPosition(location.SourceSpan.Start).ToString() : "",
            Silenced = Silencing(diagnostic, compilation),
        };
    }

    private static Silencing? Silencing(Diagnostic diagnostic, Compilation compilation)
    {
        if (diagnostic.Properties.TryGetValue("accepted", out string? reason)) return new(reason ?? "");
        if (!diagnostic.IsSuppressed) return null;
        var attribute = diagnostic.GetSuppressionInfo(compilation)?.Attribute;
        string? justification = attribute?.NamedArguments.FirstOrDefault(static a => a.Key == "Justification").Value.Value as string;
        return new(attribute is null ? "by #pragma" : justification ?? "by [SuppressMessage]");
    }
}
