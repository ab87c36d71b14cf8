namespace MlDsl.Tool.Dashboards;

/// <summary>A query of a panel.</summary>
/// <param name="Text">PromQL.</param>
/// <param name="Legend">What a series is called: labels in two braces.</param>
internal sealed record Query(string Text, string Legend);

/// <summary>A panel of a dashboard.</summary>
/// <param name="Title">What it shows, as Grafana may be given it.</param>
/// <param name="Description">What has to be known to read it.</param>
/// <param name="Unit">A unit of Grafana's, such as <c>s</c> or <c>suffix: km</c>; empty for none.</param>
/// <param name="Queries">What is drawn.</param>
internal sealed record Panel(string Title, string Description, string Unit, params IReadOnlyList<Query> Queries)
{
    /// <summary>Whether the last values stand in a table; else they are drawn over time.</summary>
    public bool IsTable { get; init; }

    /// <summary>How wide it is, of 24 columns.</summary>
    public int Width { get; init; } = 12;
}

/// <summary>Panels under a heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Panels">The panels.</param>
internal sealed record PanelRow(string Title, IReadOnlyList<Panel> Panels);
