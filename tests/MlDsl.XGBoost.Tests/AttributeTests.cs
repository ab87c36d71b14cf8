using MlDsl.LightGbm.Tests;
using MlDsl.Training;

namespace MlDsl.XGBoost.Tests;

public sealed class AttributeTests
{
    [Fact]
    public void TheAttributeSaysWhatTheOptionsDo() => DeclaredOptions.AssertSame<XGBoostAttribute, XGBoostOptions>("XGBoost");
}
