using System.Globalization;

namespace MlDsl.Reports;

/// <summary>Numbers as a person reads them, in every culture alike.</summary>
internal static class ReportText
{
    /// <summary>Four digits that say something: 0.01234, 12.34, 12,345.</summary>
    public static string Of(double value) => Math.Abs(value) switch
    {
        double.NaN => "undefined",
        0 => "0",
        < 1e-4 or >= 1e9 => value.ToString("0.###E+0", CultureInfo.InvariantCulture),
        < 0.01 => value.ToString("0.######", CultureInfo.InvariantCulture),
        < 1 => value.ToString("0.####", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("0.###", CultureInfo.InvariantCulture),
        < 10_000 => value.ToString("#,0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>A share of 1 in per cent.</summary>
    public static string Percent(double share) =>
        double.IsNaN(share) ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of rows in words.</summary>
    public static string Rows(long rows) => rows == 1 ? "1 row" : $"{Count(rows)} rows";
}
