using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>What a query without a relevant row counts in the metrics of a ranking: no order of its rows is better than another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmptyQueryPolicy>))]
public enum EmptyQueryPolicy
{
    /// <summary>Nothing: the means are over the queries that have a relevant row.</summary>
    LeaveOut,

    /// <summary>1 in every metric, as LightGBM and XGBoost count it: nothing could be ranked better.</summary>
    AsOne,

    /// <summary>0 in every metric, as XGBoost's <c>ndcg-</c> and scikit-learn count it: nothing relevant was found.</summary>
    AsZero,
}
