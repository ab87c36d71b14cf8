namespace MlDsl;

/// <summary>
/// A kind of error that people find when they review rows, as a member of an enum: what it means stands beside it, for who reviews and for who reads the figures. See
/// <see cref="Labels.Review{TTag}"/>.
/// </summary>
/// <example><c>[ErrorTag("Written in two languages")] Mixed</c></example>
/// <param name="description">What a row has that gets the tag; not empty.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ErrorTagAttribute(string description) : Attribute
{
    /// <summary>What a row has that gets the tag.</summary>
    public string Description { get; } = !string.IsNullOrWhiteSpace(description)
        ? description
        : throw new ArgumentException("A tag says what it means; give it a description, or leave [ErrorTag] out", nameof(description));
}
