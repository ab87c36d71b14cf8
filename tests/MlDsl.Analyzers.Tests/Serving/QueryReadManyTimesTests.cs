using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class QueryReadManyTimesTests
{
    [Fact]
    public Task ReportsAQuery() => MlNetTest.Verify<QueryReadManyTimes>("""
        class Train
        {
            static IDataView Load(MLContext ml, Microsoft.EntityFrameworkCore.DbSet<Row> rows) =>
                ml.Data.LoadFromEnumerable({|MLD5006:rows.Where(r => r.Label > 0)|});
            static IDataView Load(MLContext ml, IQueryable<Row> rows) => ml.Data.LoadFromEnumerable({|MLD5006:rows.AsEnumerable()|});
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAList() => MlNetTest.Verify<QueryReadManyTimes>("""
        class Train
        {
            static IDataView Load(MLContext ml, IQueryable<Row> rows) => ml.Data.LoadFromEnumerable(rows.Where(r => r.Label > 0).ToList());
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsASequenceThatOpensANewContextEachTime() => MlNetTest.Verify<QueryReadManyTimes>("""
        class Train
        {
            static IEnumerable<Row> Rows() { yield return new Row(); }
            static IDataView Load(MLContext ml) => ml.Data.LoadFromEnumerable(Rows());
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task CallsToList() => MlNetTest.Fix<QueryReadManyTimes, QueryReadManyTimesFix>("""
        class Train
        {
            static IDataView Load(MLContext ml, IQueryable<Row> rows) => ml.Data.LoadFromEnumerable({|MLD5006:rows.Where(r => r.Label > 0)|});
        }
        class Row { public float Label { get; set; } }
        """, """
        class Train
        {
            static IDataView Load(MLContext ml, IQueryable<Row> rows) => ml.Data.LoadFromEnumerable(rows.Where(r => r.Label > 0).ToList());
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<QueryReadManyTimes>("""
        #pragma warning disable MLD5006
        class Train
        {
            static IDataView Load(MLContext ml, Microsoft.EntityFrameworkCore.DbSet<Row> rows) =>
                ml.Data.LoadFromEnumerable(rows.Where(r => r.Label > 0));
            static IDataView Load(MLContext ml, IQueryable<Row> rows) => ml.Data.LoadFromEnumerable(rows.AsEnumerable());
        }
        class Row { public float Label { get; set; } }
        """);
}
