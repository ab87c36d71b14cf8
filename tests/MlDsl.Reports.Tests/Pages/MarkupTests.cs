using System.Xml.Linq;

namespace MlDsl.Reports.Tests.Pages;

/// <summary>Whatever a name or a value says, it is text.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("' onload='alert(1)")]
    [InlineData("</style></title><img src=x onerror=alert(1)>")]
    [InlineData("&lt;b&gt; &amp; &#x3c;")]
    [InlineData("a\u0000b\u001bc")]
    [InlineData("a\u202eb\u2066c")]
    [InlineData("half \ud83d of a pair, and a whole one \ud83d\ude80")]
    [InlineData("]]> <!-- --> <?x?>")]
    [InlineData("")]
    public void ATextIsNothingElse(string text)
    {
        string page = new Markup().Element("p", text, ("title", text)).ToString();
        XElement parsed = XElement.Parse(page, LoadOptions.PreserveWhitespace);
        Assert.Empty(parsed.Elements());
        Assert.Equal("title", Assert.Single(parsed.Attributes()).Name);
        string shown = string.Concat(text.Select(static c => c is '\0' or '\u001b' or '\u202e' or '\u2066' ? '\uFFFD' : c)).Replace("\ud83d o", "\uFFFD o", StringComparison.Ordinal);
        Assert.Equal(shown, parsed.Value);
        Assert.Equal(shown, (string?)parsed.Attribute("title"));
    }

    [Fact]
    public void AnElementThatIsNotClosedIsAnError() =>
        Assert.Contains("'p' is not closed", Assert.Throws<InvalidOperationException>(() => new Markup().Open("p").ToString()).Message, StringComparison.Ordinal);

    // Contrast by WCAG 2.2, 1.4.3 and 1.4.11: texts 4.5, what a plot draws 3.
    [Theory]
    [InlineData(":root{color-scheme", "light")]
    [InlineData("dark){:root{", "dark")]
    [InlineData("@media print{:root{", "print")]
    public void ColorsCanBeToldFromThePage(string from, string mode)
    {
        string rules = PageStyle.Sheet[PageStyle.Sheet.IndexOf(from, StringComparison.Ordinal)..];
        string Color(string name) => rules[(rules.IndexOf($"--{name}:", StringComparison.Ordinal) + name.Length + 3)..].Split(';', '}')[0];
        double page = Luminance(Color("page")), box = Luminance(Color("box"));
        foreach (string text in new[] { "ink", "soft", "link" })
        {
            Assert.True(Contrast(Luminance(Color(text)), page) >= 4.5, $"{mode} {text}");
            Assert.True(Contrast(Luminance(Color(text)), box) >= 4.5, $"{mode} {text} in a box");
        }
        Assert.True(Contrast(Luminance(Color("ink")), Luminance(Color("warnbox"))) >= 4.5, mode);
        for (int i = 0; i < 6; i++) Assert.True(Contrast(Luminance(Color($"c{i}")), page) >= 3, $"{mode} c{i}");
        // A cell is at most half of the first color over the page, and a text stands in it.
        double[] ink = Parts(Color("page")), first = Parts(Color("c0"));
        Assert.True(Contrast(Luminance([.. ink.Zip(first, static (a, b) => (a + b) / 2)]), Luminance(Color("ink"))) >= 4.5, $"{mode} cell");
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Luminance(string color) => Luminance(Parts(color));

    private static double Luminance(double[] parts)
    {
        double[] linear = Array.ConvertAll(parts, static c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4));
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    private static double[] Parts(string color)
    {
        string hex = color[1..];
        if (hex.Length == 3) hex = string.Concat(hex.Select(static c => $"{c}{c}"));
        return [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(2 * i, 2), 16) / 255.0)];
    }
}
