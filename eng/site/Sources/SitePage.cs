namespace MlDsl.Site;

/// <summary>Where a page stands among the others.</summary>
internal enum SitePart
{
    Guide,
    Samples,
    Rules,
    Packages,
    Api,
}

/// <summary>A heading of a page that a link can lead to.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Level">1 for the page's own.</param>
/// <param name="Text">What it says.</param>
internal sealed record SiteHeading(string Id, int Level, string Text);

/// <summary>A page of the site.</summary>
/// <param name="Source">Where its text comes from: a path in the repository, or an assembly's name.</param>
/// <param name="Url">Its path in the site.</param>
/// <param name="Part">Where it stands.</param>
/// <param name="Title">Its title.</param>
internal sealed record SitePage(string Source, string Url, SitePart Part, string Title)
{
    /// <summary>The name in the navigation.</summary>
    public required string Name { get; init; }

    /// <summary>The headings, in their order.</summary>
    public required IReadOnlyList<SiteHeading> Headings { get; init; }

    /// <summary>What stands between the page's landmarks, as HTML.</summary>
    public required string Body { get; init; }

    /// <summary>Its words, for the search.</summary>
    public required string Words { get; init; }

    /// <summary>From this page to another path of the site.</summary>
    public string To(string url) => Between(Url, url);

    /// <summary>From one path of the site to another.</summary>
    public static string Between(string from, string to) => string.Concat(Enumerable.Repeat("../", from.Count(static c => c == '/'))) + to;
}

/// <summary>What keeps a site from being written.</summary>
internal sealed class SiteException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>Each with its place.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
