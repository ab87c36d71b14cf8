using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace MlDsl.Labels;

/// <summary>How one version does on the rows of a tag.</summary>
/// <param name="Version">The version.</param>
/// <param name="Rows">The rows that were reviewed.</param>
/// <param name="Errors">How many of them it gets wrong.</param>
/// <param name="ErrorShare">Their share, with Wilson's interval of 95 per cent.</param>
/// <param name="Confusion">Which classes are taken for which.</param>
public sealed record TagVersion(string Version, int Rows, int Errors, Metric ErrorShare, ConfusionMatrix Confusion);

/// <summary>What became of the rows of a tag from one version to the next, row by row.</summary>
/// <param name="From">The version before.</param>
/// <param name="To">The version after.</param>
/// <param name="Fixed">Rows that were wrong and are right.</param>
/// <param name="Broken">Rows that were right and are wrong.</param>
/// <param name="Difference">By how much the share of errors grew, with an interval of 95 per cent for paired shares; below 0 it got better.</param>
/// <param name="Probability">How likely such a change is by chance, of all tags of the two versions: McNemar's exact test, adjusted by Holm.</param>
public sealed record TagChange(string From, string To, int Fixed, int Broken, Metric Difference, double Probability);

/// <summary>The rows of one tag under all versions.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Description">What it means, of its <see cref="ErrorTagAttribute"/>; empty where it has none.</param>
/// <param name="Versions">How each version does, in the order given.</param>
/// <param name="Changes">What changed between each and the next.</param>
public sealed record TagErrors<TTag>(TTag Tag, string Description, IReadOnlyList<TagVersion> Versions, IReadOnlyList<TagChange> Changes) where TTag : struct, Enum;

/// <summary>Errors by what people found in the rows, over versions of a model.</summary>
/// <remarks>
/// Rows that were reviewed because one version got them wrong are no fair sample for it: that version is worse on them, and the next one better, than on other rows of the kind. To compare versions tag
/// rows that were drawn at random, or the errors of both. Rows are taken to be independent: of rows of one group review one.
/// Intervals: Wilson (1927); of paired shares Bonett and Price (2012), "Adjusted Wald Confidence Interval for a Difference of Binomial Proportions Based on Paired Data". Tests: McNemar (1947), exact;
/// Holm (1979).
/// </remarks>
/// <typeparam name="TTag">The tags.</typeparam>
public sealed class ErrorTaxonomy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TTag> where TTag : struct, Enum
{
    private ErrorTaxonomy(IReadOnlyList<TagErrors<TTag>> tags) => Tags = tags;

    /// <summary>The tags that reviews have, in the order of the enum.</summary>
    public IReadOnlyList<TagErrors<TTag>> Tags { get; }

    /// <summary>Counts errors by tag.</summary>
    /// <param name="reviews">What people found.</param>
    /// <param name="versions">What versions say of the same rows, the oldest first; each of every row that was reviewed.</param>
    /// <exception cref="LabelQualityException">There is nothing to count, a version lacks a row, has it twice or has another label of it, or a review is there twice; the message names it.</exception>
    public static ErrorTaxonomy<TTag> Of(IEnumerable<Review<TTag>> reviews, IReadOnlyList<VersionAnswers> versions)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        ArgumentNullException.ThrowIfNull(versions);
        Review<TTag>[] given = [.. reviews];
        if (given.Length == 0) throw new LabelQualityException("There is no review; give rows a tag first");
        if (given.GroupBy(static review => (review.Id, review.Tag)).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            throw new LabelQualityException($"The row '{Visible.Of(twice.Key.Id)}' has the tag {twice.Key.Tag} twice; leave one of the reviews");
        var table = new AnswerTable(versions, given.Select(static review => review.Id));
        var tags = given.GroupBy(static review => review.Tag).OrderBy(static tag => tag.Key).Select(tag => (tag.Key, Ids: tag.Select(static review => review.Id).ToArray())).ToArray();
        TagChange[][] changes = [.. tags.Select(tag => table.Changes(tag.Ids))];
        for (int step = 0; step < versions.Count - 1; step++)
        {
            double[] adjusted = PairedShares.Holm([.. changes.Select(tag => tag[step].Probability)]);
            for (int tag = 0; tag < tags.Length; tag++) changes[tag][step] = changes[tag][step] with { Probability = adjusted[tag] };
        }
        return new ErrorTaxonomy<TTag>([.. tags.Select((tag, i) => new TagErrors<TTag>(tag.Key, Described(tag.Key), table.Versions(tag.Ids), changes[i]))]);
    }

    /// <summary>A line for each tag and version, and for each change.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (TagErrors<TTag> tag in Tags)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"{tag.Tag}{(tag.Description.Length > 0 ? $" ({Visible.Of(tag.Description)})" : "")}");
            foreach (TagVersion version in tag.Versions)
                text.Append(CultureInfo.InvariantCulture, $"\n  {Visible.Of(version.Version)}: {version.Errors} of {version.Rows} wrong, {version.ErrorShare}");
            foreach (TagChange change in tag.Changes)
                text.Append(CultureInfo.InvariantCulture, $"\n  {Visible.Of(change.From)} to {Visible.Of(change.To)}: {change.Fixed} fixed, {change.Broken} broken, {change.Difference}, p = {change.Probability:0.####}");
        }
        return text.ToString();
    }

    private static string Described(TTag tag) =>
        Enum.GetName(tag) is { } name && typeof(TTag).GetField(name)?.GetCustomAttribute<ErrorTagAttribute>() is { } said ? said.Description : "";
}
