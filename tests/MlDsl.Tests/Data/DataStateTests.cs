using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>What the kind of the rows forbids does not compile.</summary>
public sealed class DataStateTests
{
    private const string Rows = """
        using MlDsl;
        #nullable enable
        public abstract class Row<T> where T : Row<T>, IRow<T>
        {
            public static DatasetSchema Schema => null!;
            public static T Read(ref FieldReader fields) => null!;
            public static void Hash(T row, ref RowHash hash) { }
        }
        public sealed class Plain : Row<Plain>, IRow<Plain>, IIndependentRows;
        public sealed class Grouped : Row<Grouped>, IRow<Grouped>, IGroupedRows;
        public sealed class Timed : Row<Timed>, IRow<Timed>, ITimedRows;
        public sealed class Both : Row<Both>, IRow<Both>, IGroupedTimedRows;
        public readonly struct Point : IRow<Point>, ITimedRows
        {
            public static DatasetSchema Schema => null!;
            public static Point Read(ref FieldReader fields) => default;
            public static void Hash(Point row, ref RowHash hash) { }
        }
        """;

    private static string[] Errors(string row, string call)
    {
        string use = $$"""
            using MlDsl;
            public static class Use
            {
                public static object? Call(Dataset<{{row}}> data, Split<{{row}}> split) => {{call}};
            }
            """;
        return [.. CSharp.Compile(use, Rows).GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(static d => d.Id)];
    }

    [Theory]
    [InlineData("Plain", "data.SplitRandom(0.2, 0.2, 1)")]
    [InlineData("Plain", "data.SplitRandom(validation: 0.2, test: data, seed: 1)")]
    [InlineData("Plain", "data.SplitStratified(0.2, 0.2, 1)")]
    [InlineData("Plain", "split.Train.FoldsRandom(5, 1)")]
    [InlineData("Grouped", "data.SplitByGroup(0.2, 0.2, 1)")]
    [InlineData("Grouped", "split.Development.FoldsByGroup(5, 1)")]
    [InlineData("Timed", "data.SplitByTime(0.2, 0.2)")]
    [InlineData("Timed", "data.SplitByTime(System.DateTime.MinValue, System.DateTime.MaxValue)")]
    [InlineData("Both", "data.SplitByGroup(0.2, 0.2, 1)")]
    [InlineData("Both", "data.SplitByTime(0.2, data, System.TimeSpan.FromDays(1))")]
    [InlineData("Point", "data.RollingOrigin(3, 0.1)")]
    public void Compiles(string row, string call) => Assert.Empty(Errors(row, call));

    [Theory]
    [InlineData("Grouped", "data.SplitRandom(0.2, 0.2, 1)", "CS0311")]
    [InlineData("Timed", "data.SplitRandom(0.2, 0.2, 1)", "CS0311")]
    [InlineData("Both", "data.SplitStratified(0.2, 0.2, 1)", "CS0311")]
    [InlineData("Both", "split.Train.FoldsRandom(5, 1)", "CS0311")]
    [InlineData("Plain", "data.SplitByTime(0.2, 0.2)", "CS0311")]
    [InlineData("Grouped", "data.RollingOrigin(3, 0.1)", "CS0311")]
    [InlineData("Plain", "data.SplitByGroup(0.2, 0.2, 1)", "CS0311")]
    [InlineData("Timed", "data.SplitByGroup(0.2, 0.2, 1)", "CS0311")]
    [InlineData("Point", "data.SplitRandom(0.2, 0.2, 1)", "CS0315")]
    [InlineData("Plain", "split.Test.Rows", "CS1061")]
    [InlineData("Plain", "split.Test.FoldsRandom(5, 1)", "CS1061")]
    [InlineData("Plain", "split.SplitRandom(0.2, 0.2, 1)", "CS1061")]
    [InlineData("Plain", "new TrainSet<Plain>(null!)", "CS1729")]
    [InlineData("Plain", "new Dataset<Plain>(null!)", "CS1729")]
    public void DoesNotCompile(string row, string call, string error) => Assert.Equal([error], Errors(row, call));
}
