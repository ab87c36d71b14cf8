using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Operators;
using MlDsl.Onnx;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Rows with features of the steps of every sort that a graph takes.</summary>
[Dataset]
public sealed partial record Delivery
{
    [Group] public required string Depot { get; init; }
    [EventTime] public DateOnly Day { get; init; }
    [Numeric(Scale = Scale.Standard)] public float Discount { get; init; }
    [Categorical] public required string Kind { get; init; }
    [Numeric(Impute = Impute.Mean)] public int? Visitors { get; init; }
    [DateParts(DatePart.DayOfWeek | DatePart.Month)] public DateOnly Calendar { get; init; }
    [Numeric(Length = 2)] public required float[] Weather { get; init; }
    [Label] public float Boxes { get; init; }
}

[Model<Delivery, Forecast>(Horizon = 9), LinearRegression]
public sealed partial class DirectDeliveries;

[Model<Delivery, Forecast>(Horizon = 9), LinearRegression, Series(Strategy = ForecastStrategy.Recursive, Season = 7, LongSeason = 28)]
public sealed partial class RecursiveDeliveries;

/// <summary>Made-up deliveries, and the inputs of an exported forecast.</summary>
internal static class Deliveries
{
    public const int Horizon = 9;

    public static readonly DateOnly First = new(2025, 3, 1);

    private static readonly string[] Kinds = ["fast", "slow", "other"];

    /// <summary>Series of all sizes, with seasons, jumps and noise; every eleventh says one value again and again.</summary>
    public static List<Delivery> Of(int depots, int days, int seed)
    {
        var random = new Random(seed);
        var rows = new List<Delivery>();
        for (int depot = 0; depot < depots; depot++)
        {
            double level = Math.Exp((random.NextDouble() * 9) - 2) * (depot % 5 == 0 ? -1 : 1), season = Math.Abs(level) * random.NextDouble(), noise = Math.Abs(level) * random.NextDouble() * 0.5;
            double walk = 0;
            for (int day = 0; day < days; day++)
            {
                walk += noise * 0.1 * (random.NextDouble() - 0.5);
                float discount = random.Next(6) == 0 ? 1 : 0;
                double value = level + (season * Math.Sin(2 * Math.PI * day / 7)) + walk + (noise * (random.NextDouble() - 0.5)) + (discount * season);
                rows.Add(new Delivery
                {
                    Depot = $"{seed}-{depot}",
                    Day = First.AddDays(day),
                    Discount = discount,
                    Kind = Kinds[random.Next(3)],
                    Visitors = random.Next(7) == 0 ? null : random.Next(100),
                    Calendar = First.AddDays(day),
                    Weather = [(float)random.NextDouble(), (float)(10 * random.NextDouble())],
                    Boxes = depot % 11 == 10 ? (float)level : (float)value,
                });
            }
        }
        return rows;
    }

    public static TrainSet<Delivery> Train(int depots, int days) => Dataset<Delivery>.FromRows(Of(depots, days, 1)).SplitByTime(0, 0).Train;

    /// <summary>Runs an exported forecast on histories and the rows ahead of each, and gives every output.</summary>
    public static float[][] Run(byte[] file, IReadOnlyList<ExportedHistory<Delivery>> histories, IReadOnlyDictionary<string, Delivery[]> ahead)
    {
        using OnnxSession session = OnnxSession.Load(file, "deliveries");
        using OnnxBinding call = session.Rent(histories.Count);
        for (int i = 0; i < session.Inputs.Count; i++)
        {
            switch (Input(session.Inputs[i].Name, histories, ahead))
            {
                case Tensor<float> numbers: call.SetInput<float>(i, numbers.Values); break;
                case Tensor<int> integers: call.SetInput<int>(i, integers.Values); break;
                case Tensor<long> ticks: call.SetInput<long>(i, ticks.Values); break;
                case Tensor<bool> flags: call.SetInput<bool>(i, flags.Values); break;
                case Tensor<string> texts: call.SetText(i, texts.Values); break;
            }
        }
        call.Run();
        return [.. Enumerable.Range(0, session.Outputs.Count).Select(output => call.Output<float>(output).ToArray())];
    }

    /// <summary>The same as compiled code runs it.</summary>
    public static float[][] RunCompiled(byte[] file, IReadOnlyList<ExportedHistory<Delivery>> histories, IReadOnlyDictionary<string, Delivery[]> ahead) =>
        [.. new PlanRunner(file).Run([.. OnnxReader.Read(file).Inputs.Select(input => Input(input.Name, histories, ahead))]).Select(static output => ((Tensor<float>)output).Values.ToArray())];

    // What an input of the graph is given.
    private static Tensor Input(string name, IReadOnlyList<ExportedHistory<Delivery>> histories, IReadOnlyDictionary<string, Delivery[]> ahead)
    {
        Delivery[] rows = [.. histories.SelectMany(history => ahead[history.Last.Depot])];
        return name switch
        {
            "history" => Of([.. histories.SelectMany(static history => history.Values)], histories[0].Values.Count),
            "scale" => Of([.. histories.Select(static history => history.Scale)], 1),
            "Discount" => Of([.. rows.Select(static row => row.Discount)], Horizon),
            "Kind" => Of([.. rows.Select(static row => row.Kind)], Horizon),
            "Visitors" => Of([.. rows.Select(static row => row.Visitors ?? 0)], Horizon),
            "Visitors.present" => Of([.. rows.Select(static row => row.Visitors is not null)], Horizon),
            "Calendar" => Of([.. rows.Select(static row => row.Calendar.ToDateTime(default).Ticks)], Horizon),
            "Weather" => Of([.. rows.SelectMany(static row => row.Weather)], Horizon, 2),
            _ => throw new InvalidOperationException($"The graph takes '{name}'"),
        };

        Tensor<T> Of<T>(T[] values, params ReadOnlySpan<long> sizes) => new(values, [histories.Count, .. sizes]);
    }
}
