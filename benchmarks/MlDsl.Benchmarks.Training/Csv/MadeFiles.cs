using System.Globalization;

namespace MlDsl.Benchmarks.Training.Csv;

/// <summary>Files that are made here: the same for every run.</summary>
internal static class MadeFiles
{
    /// <summary>200 columns of numbers as files have them, in turns: shares of six decimals, signed measurements, counts, amounts, and what writes a float in full.</summary>
    public static void WriteWide(string path, int rows, string lineEnd)
    {
        var random = new Random(200);
        using var writer = new StreamWriter(path) { NewLine = lineEnd };
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Spectrum.Width).Select(Column)));
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < Spectrum.Width; i++)
            {
                if (i > 0) writer.Write(',');
                double value = random.NextDouble();
                writer.Write((i % 5) switch
                {
                    0 => value.ToString("F6", CultureInfo.InvariantCulture),
                    1 => ((value - 0.5) * 6).ToString("F4", CultureInfo.InvariantCulture),
                    2 => ((int)(value * 1000)).ToString(CultureInfo.InvariantCulture),
                    3 => ((value - 0.3) * 100_000).ToString("F2", CultureInfo.InvariantCulture),
                    _ => ((float)(value - 0.5)).ToString("R", CultureInfo.InvariantCulture),
                });
            }
            writer.WriteLine();
        }
    }

    /// <summary>The columns of the taxi file with texts in quotes, some of them doubled.</summary>
    public static void WriteQuoted(string path, int rows)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("vendor_id,rate_code,passenger_count,trip_time_in_secs,trip_distance,payment_type,fare_amount");
        for (int i = 0; i < rows; i++)
        {
            uint random = (uint)(i * 2654435761L);
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\"Vendor {random % 7}\",{random % 5},{random % 6},{random % 4000},{random % 10_000 / 100f},\"CRD, \"\"{random % 3}\"\"\",{random % 50_000 / 100f}"));
        }
    }

    public static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"band_{index}");
}
