namespace MlDsl.Generators;

/// <summary>Where the page of a rule is.</summary>
internal static class Pages
{
    public static string Of(string slice, string id) => $"https://github.com/mldsl/mldsl/blob/main/analyzers/MlDsl.Generators/{slice}/{id}.md";
}
