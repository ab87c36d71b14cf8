using System.Globalization;
using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>What the first lines of a plan say: what the build asked of the backend, what was chosen and why, what costs alone would choose, and how trees are packed.</summary>
internal sealed record PlanHead
{
    private const int Lines = 10;
    private static readonly PlanHead None = new();

    /// <summary>The hash of the model that the plan is of.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary><c>auto</c>, <c>compiled</c> or <c>runtime</c>, and whether ONNX Runtime was <c>present</c> or <c>absent</c>; empty where nothing was asked.</summary>
    public string Asked { get; private init; } = "";

    /// <summary><c>compiled</c> or <c>runtime</c>, and why.</summary>
    public (string Word, string Reason) Backend { get; private init; } = ("", "");

    /// <summary>What costs alone would choose, and why, where that is something else; else empty.</summary>
    public (string Word, string Reason) Auto { get; private init; } = ("", "");

    /// <summary>How its trees are packed, and the most that a sum of their leaves may move.</summary>
    public string Trees { get; private init; } = TreeItems.Fast;

    public double TreeError { get; private init; }

    /// <summary>Why the model cannot be compiled; empty where it can.</summary>
    public string Obstacle { get; private init; } = "";

    /// <summary>What was asked of ML.NET when it took the plan back; empty where it did not.</summary>
    public string Verdict { get; private init; } = "";

    /// <summary>Reads the beginning of a plan, which may not be there.</summary>
    public static PlanHead Read(string plan)
    {
        var head = None;
        if (!File.Exists(plan)) return head;
        foreach (string line in File.ReadLines(plan).Take(Lines))
        {
            int space = line.IndexOf(' ');
            if (space < 0) continue;
            string rest = line.Substring(space + 1);
            head = line.Substring(0, space) switch
            {
                "sha256" => head with { Sha256 = rest },
                "asked" => head with { Asked = rest },
                "backend" => head with { Backend = Choice(rest) },
                "auto" => head with { Auto = Choice(rest) },
                "verdict" => head with { Verdict = rest },
                "trees" => head with { Trees = Choice(rest).Word, TreeError = Bound(rest) },
                "obstacle" when head.Obstacle.Length == 0 => head with { Obstacle = QuotedText.Read(rest) },
                _ => head,
            };
        }
        return head;
    }

    private static double Bound(string text) => double.TryParse(text.Substring(text.IndexOf(' ') + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) ? bound : 0;

    private static (string Word, string Reason) Choice(string text)
    {
        int space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text.Substring(0, space), QuotedText.Read(text.Substring(space + 1)));
    }
}
