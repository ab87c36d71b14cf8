namespace MlDsl.Tests.Plans;

/// <summary>Outcomes as models have them.</summary>
internal static class Outcomes
{
    public static Outcome Number(Link link = Link.Identity) => new([new LinkStep(link)]);

    public static Outcome TwoClasses(float threshold = 0.5f, params string[] classes) =>
        new([new LinkStep(Link.Logit), new ThresholdStep((Probability)threshold)]) { Classes = classes, Positive = classes.Length == 2 ? classes[1] : "true" };

    public static Outcome Classes(params string[] classes) => new([new LinkStep(Link.Softmax)]) { Classes = classes };

    /// <summary>One of the three by its number, with three classes.</summary>
    public static Outcome Of(int number) => number switch { 0 => Number(), 1 => TwoClasses(), _ => Classes("a", "b", "c") };
}
