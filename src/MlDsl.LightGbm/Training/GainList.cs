using System.Globalization;

namespace MlDsl.Boosting;

/// <summary>What each grade of a ranking is worth to <see cref="LightGbmRankingLoss.LambdaRank"/>, as a user writes it.</summary>
internal static class GainList
{
    /// <summary>The grades that have a gain where none are given: 2 to the power of each, less 1.</summary>
    private const int Known = 31;

    /// <summary>How many grades have a gain.</summary>
    public static int Count(string gains) => gains.Length == 0 ? Known : Parts(gains).Length;

    /// <summary>The gains as the library's parameter.</summary>
    public static string Joined(string gains) => string.Join(',', Parts(gains));

    /// <summary>Holds what a user wrote against what gains are.</summary>
    /// <exception cref="ArgumentException">It is no list of two finite numbers or more that begin at 0 or above and do not fall.</exception>
    public static void Check(string gains)
    {
        if (gains.Length == 0) return;
        double least = 0;
        string[] parts = Parts(gains);
        foreach (string part in parts)
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double gain) || !double.IsFinite(gain) || gain < least)
                throw new ArgumentException($"'{part}' is no gain of a grade; write finite numbers that do not fall, from grade 0 on, with blanks between: \"0 1 3 7\"", nameof(gains));
            least = gain;
        }
        if (parts.Length < 2 || least == double.Parse(parts[0], CultureInfo.InvariantCulture))
            throw new ArgumentException($"The gains '{gains}' tell no two grades apart; write one number for each grade, from grade 0 on", nameof(gains));
    }

    private static string[] Parts(string gains) => gains.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
