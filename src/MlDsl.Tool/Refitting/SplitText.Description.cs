using System.Globalization;

namespace MlDsl.Tool.Refitting;

internal sealed partial record SplitText
{
    /// <summary>The split, for whoever makes it again by the library's methods; null for folds, for a split within another, and for one that is not known.</summary>
    public SplitDescription? Description()
    {
        if (Text.Contains("within", StringComparison.Ordinal) || Text.Contains("folds", StringComparison.Ordinal) || !Enum.TryParse(Method, out SplitMethod method)) return null;
        return new SplitDescription
        {
            Method = method,
            Validation = Number("validation"),
            Test = Number("test"),
            Seed = long.TryParse(Part("seed"), NumberStyles.Integer, CultureInfo.InvariantCulture, out long seed) ? seed : null,
            Embargo = Embargo is { } embargo ? new TimeSpan(embargo) : null,
            CountsSteps = CountsSteps,
            ValidationFrom = Time("validation from") is { } from ? new DateTime(from) : null,
            TestFrom = Time("test from") is { } to ? new DateTime(to) : null,
        };
    }
}
